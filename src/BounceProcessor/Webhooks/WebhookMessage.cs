using System.Globalization;

namespace BounceProcessor.Webhooks;

/// <summary>One piece of news for one endpoint.</summary>
public sealed record WebhookMessage
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Whose news.</summary>
    public required string Company { get; init; }

    /// <summary>Whom it is for.</summary>
    public required long EndpointId { get; init; }

    /// <summary>One of <see cref="WebhookEvents"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Number of the event, of the mark or of the correction.</summary>
    public required long SubjectId { get; init; }

    /// <summary>Number of the first row of the history that it tells of.</summary>
    public long? FirstChange { get; init; }

    /// <summary>Number of the last one.</summary>
    public long? LastChange { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was noticed.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Code of the <see cref="WebhookMessageState"/>.</summary>
    public required string State { get; init; }

    /// <summary>How often it was tried since it was last wanted.</summary>
    public required long Attempts { get; init; }

    /// <summary>When it is tried next.</summary>
    public required DateTimeOffset NextAt { get; init; }

    /// <summary>The same at each try: by it a receiver knows what it has already. The time keeps it apart from numbers given before a backup was restored.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"msg_{Id}_{CreatedAt.ToUnixTimeMilliseconds()}");
}
