namespace BounceProcessor.Marks;

/// <summary>What an event says about one address of a mail we sent. Codes are those of the event.</summary>
public sealed record BounceNews
{
    /// <summary>Code of the company.</summary>
    public required string Company { get; init; }

    /// <summary>The address as mailed; for a reply the one that answered.</summary>
    public required string Address { get; init; }

    /// <summary>By which addresses are compared.</summary>
    public required string AddressKey { get; init; }

    /// <summary>The event.</summary>
    public required long EventId { get; init; }

    /// <summary>Code of the <see cref="Events.MatchTrust"/>: how sure it is that the event is about a mail of ours.</summary>
    public required string Trust { get; init; }

    /// <summary>Kind of the event: <c>failure</c>, <c>reply</c>, <c>delivered</c>, …</summary>
    public required string Kind { get; init; }

    /// <summary>Severity code of a failure.</summary>
    public string? Severity { get; init; }

    /// <summary>Reason code of a failure.</summary>
    public string? Reason { get; init; }

    /// <summary>Confidence code of a failure.</summary>
    public string? Confidence { get; init; }

    /// <summary>When the news arrived.</summary>
    public required DateTimeOffset At { get; init; }
}
