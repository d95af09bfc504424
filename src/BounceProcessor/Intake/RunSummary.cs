namespace BounceProcessor.Intake;

/// <summary>
/// What one run did, in mails; or several of one mailbox that did nothing and ended alike, which are kept as one with their sums. The sums balance: <c>Seen = Known + New</c> and
/// <c>New = Bounces + NotBounces + Duplicates + Quarantined + Left</c>. Events are counted apart, because one mail may make many.
/// </summary>
public sealed record RunSummary
{
    /// <summary>Number of the run; 0 for a dry run, which is not stored. A run that did nothing has the number of the one before it.</summary>
    public long Id { get; init; }

    /// <summary>The mailbox's company; empty for a catch-all.</summary>
    public string Company { get; init; } = "";

    /// <summary>The mailbox's name.</summary>
    public string Mailbox { get; init; } = "";

    /// <summary>Start; of several, that of the first.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Start of the last of several; <see langword="null"/> for one alone.</summary>
    public DateTimeOffset? LastStartedAt { get; init; }

    /// <summary>End; of several, that of the last. <see langword="null"/> while it goes on, and for ever when the process was killed.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many runs this is.</summary>
    public long Times { get; init; } = 1;

    /// <summary>How long they took together, in milliseconds; 0 while it goes on.</summary>
    public long WorkedMs { get; init; }

    /// <summary>Mails the mailbox listed.</summary>
    public long Seen { get; init; }

    /// <summary>Of these, mails the ledger had from earlier runs, or that another run did meanwhile.</summary>
    public long Known { get; init; }

    /// <summary>Of these, mails the ledger did not have.</summary>
    public long New { get; init; }

    /// <summary>New mails filed that are failures or delays.</summary>
    public long Bounces { get; init; }

    /// <summary>New mails filed that are anything else, unreadable ones included.</summary>
    public long NotBounces { get; init; }

    /// <summary>New mails whose bytes were filed before for the same company.</summary>
    public long Duplicates { get; init; }

    /// <summary>New mails set aside because our own code failed on them.</summary>
    public long Quarantined { get; init; }

    /// <summary>New mails not done: the time was up, the mail vanished before it was read, or the run broke off. The next run tries them.</summary>
    public long Left { get; init; }

    /// <summary>Events added.</summary>
    public long EventsAdded { get; init; }

    /// <summary>Delay events that a later report went on with.</summary>
    public long EventsUpdated { get; init; }

    /// <summary>Mails settled in the mailbox, those of a broken-off earlier run included.</summary>
    public long Settled { get; init; }

    /// <summary>Why the run broke off; <see langword="null"/> when it did not.</summary>
    public string? Error { get; init; }

    /// <summary>Whether nothing was to be done; what broke off before it found something counts as well.</summary>
    public bool DidNothing => New == 0 && Settled == 0;

    /// <summary>Whether the sums balance; when not, mails were lost from sight and the run must not be stored as if all were well.</summary>
    public bool Balances => Seen == Known + New && New == Bounces + NotBounces + Duplicates + Quarantined + Left;
}
