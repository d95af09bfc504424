namespace BounceProcessor.Webhooks;

/// <summary>Where a company is told of news.</summary>
public sealed record WebhookEndpoint
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Whose news.</summary>
    public required string Company { get; init; }

    /// <summary>Where they are posted to.</summary>
    public required string Url { get; init; }

    /// <summary>Some of <see cref="WebhookEvents.All"/>, with blanks between them.</summary>
    public required string EventTypes { get; init; }

    /// <summary>Whether it is told anything.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Why it is not active; <see langword="null"/> when it is, or somebody switched it off.</summary>
    public string? DisabledBecause { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who added it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Since when every delivery failed; <see langword="null"/> when the last one did not.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>How many deliveries failed one after the other.</summary>
    public required long Failures { get; init; }

    /// <summary>No delivery before this time.</summary>
    public required DateTimeOffset RestsUntil { get; init; }

    /// <summary>Until when the secret before is signed with too; <see langword="null"/> when it is not.</summary>
    public DateTimeOffset? BeforeUntil { get; init; }

    /// <summary>How many messages wait.</summary>
    public required long Waiting { get; init; }
}
