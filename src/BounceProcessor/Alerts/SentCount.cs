namespace BounceProcessor.Alerts;

/// <summary>How many mails a company sent through us, and how many of them came back into its mailbox.</summary>
internal sealed record SentCount
{
    /// <summary>Fewer expected bounces than this can fail to come by chance: with five it is one time in a hundred and fifty.</summary>
    public const double Enough = 5;

    /// <summary>Mails sent in the spans of comparison.</summary>
    public long SentBefore { get; init; }

    /// <summary>Of these, the ones whose failure came into the mailbox.</summary>
    public long ReturnedBefore { get; init; }

    /// <summary>Mails sent in the span that is looked at.</summary>
    public long SentNow { get; init; }

    /// <summary>The company sends through us, and mail of it has come back into this mailbox: only then do numbers of sent mail say anything about it.</summary>
    public bool IsKnown => SentBefore > 0 && ReturnedBefore > 0;

    /// <summary>How many bounces there would be by now if as large a part came back as before.</summary>
    public double Expected => SentBefore == 0 ? 0 : (double)SentNow * ReturnedBefore / SentBefore;

    /// <summary>So many went out that it is no chance when none came back.</summary>
    public bool IsSilence => Expected >= Enough;
}
