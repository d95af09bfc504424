namespace BounceProcessor.Polling;

/// <summary>How the service stands with a mailbox.</summary>
internal sealed record MailboxState
{
    public string Mailbox { get; init; } = "";

    /// <summary>The mailbox's company; empty for a catch-all.</summary>
    public string Company { get; init; } = "";

    /// <summary>The process that says so, as <see cref="LeaseOwner"/> writes it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Since when new mail is waited for with IDLE; <see langword="null"/> when the schedule alone reads the mailbox.</summary>
    public DateTimeOffset? WatchedSince { get; init; }

    /// <summary>Runs that failed one after the other; 0 when the last one did not.</summary>
    public long Faults { get; init; }

    /// <summary>Name of the last fault's <see cref="Mailboxes.MailboxFaultKind"/>; empty when there is none.</summary>
    public string FaultKind { get; init; } = "";

    /// <summary>The last fault in words; empty when there is none.</summary>
    public string Fault { get; init; } = "";

    /// <summary>The mailbox is left alone until then; <see langword="null"/> when it does not rest.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }
}
