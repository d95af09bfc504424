namespace BounceProcessor.Sending.Records;

/// <summary>A mail that was sent again because of an event.</summary>
public sealed record ResentMail
{
    /// <summary>Number of the new mail.</summary>
    public required long Id { get; init; }

    /// <summary>The corrected address.</summary>
    public required string Address { get; init; }

    /// <summary>When it was accepted for sending.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Code of the recipient's <see cref="RecipientState"/>.</summary>
    public required string State { get; init; }

    /// <summary>Code of what came home about it so far.</summary>
    public string? Returned { get; init; }
}
