namespace BounceProcessor.Intake;

/// <summary>What retention removed of one company, or would remove.</summary>
internal sealed record RetentionSums
{
    /// <summary>Empty for unresolved; of runs also that of a catch-all mailbox.</summary>
    public required string Company { get; init; }

    /// <summary>Raw mails. One that two companies had counts for both.</summary>
    public long RawMails { get; init; }

    /// <summary>Events, with their history.</summary>
    public long Events { get; init; }

    /// <summary>Mails in quarantine.</summary>
    public long Quarantined { get; init; }

    /// <summary>Runs.</summary>
    public long Runs { get; init; }

    /// <summary>Sent mails, with their recipients and tries.</summary>
    public long SentMails { get; init; }

    /// <summary>All of them.</summary>
    public long Rows => RawMails + Events + Quarantined + Runs + SentMails;

    /// <summary>Both together, for the same company.</summary>
    public RetentionSums Plus(RetentionSums other) => this with
    {
        RawMails = RawMails + other.RawMails,
        Events = Events + other.Events,
        Quarantined = Quarantined + other.Quarantined,
        Runs = Runs + other.Runs,
        SentMails = SentMails + other.SentMails,
    };
}
