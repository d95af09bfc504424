namespace BounceProcessor.Events;

/// <summary>Which sent mail an event is about, and how sure that is.</summary>
internal sealed record EventMatch
{
    /// <summary>How sure.</summary>
    public required MatchTrust Trust { get; init; }

    /// <summary>What decided.</summary>
    public required MatchEvidence Evidence { get; init; }

    /// <summary>Number of the sent mail; <see langword="null"/> for unmatched and suspicious.</summary>
    public long? MailId { get; init; }

    /// <summary>Number of the sent mail's recipient; only for proved and matched.</summary>
    public long? RecipientId { get; init; }

    /// <summary>Company of the sent mail; empty without one.</summary>
    public string Company { get; init; } = "";

    /// <summary>User who sent it.</summary>
    public string? SenderUser { get; init; }

    /// <summary>Customer it was sent to.</summary>
    public string? Customer { get; init; }

    /// <summary>Document it was sent with.</summary>
    public string? Document { get; init; }

    /// <summary>Whether it may change the sent mail, its contact and address marks.</summary>
    public bool IsSure => IsSureTrust(Trust) && RecipientId is not null;

    /// <summary>Whether events of this trust may change anything.</summary>
    public static bool IsSureTrust(MatchTrust trust) => trust is MatchTrust.Proved or MatchTrust.Matched;
}
