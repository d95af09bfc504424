namespace BounceProcessor.Matching;

/// <summary>What matching needs to know of a mail we sent.</summary>
internal sealed record SentTrace
{
    /// <summary>The mail's number.</summary>
    public required long Id { get; init; }

    /// <summary>Code of its company.</summary>
    public required string Company { get; init; }

    /// <summary>Code of the user who sent it.</summary>
    public required string UserCode { get; init; }

    /// <summary>Without angle brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>When it was taken; what was signed for it is not older.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Customer or contact code.</summary>
    public string? Customer { get; init; }

    /// <summary>Source document.</summary>
    public string? Document { get; init; }

    /// <summary>Its recipients.</summary>
    public required IReadOnlyList<SentTraceRecipient> Recipients { get; init; }
}
