using BounceProcessor.Intake;

namespace BounceProcessor.Host.Pages.Mailboxes;

/// <summary>How it stands with one mailbox.</summary>
public sealed record MailboxView
{
    /// <summary>Its name in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>What it is: Imap, Folder, Maildir, Mbox.</summary>
    public required string Kind { get; init; }

    /// <summary>Whose it is; empty for a catch-all.</summary>
    public required string Company { get; init; }

    /// <summary>The last run that came to its end; <see langword="null"/> when none did.</summary>
    public RunSummary? Success { get; init; }

    /// <summary>The last run that broke off, its error made visible and shortened; <see langword="null"/> when none did.</summary>
    public RunSummary? Fault { get; init; }

    /// <summary>Since when new mail is waited for; <see langword="null"/> when the schedule alone reads the mailbox.</summary>
    public DateTimeOffset? WatchedSince { get; init; }

    /// <summary>The mailbox is left alone until then; <see langword="null"/> when it does not rest.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>Who works on it now, for people; <see langword="null"/> when nobody does.</summary>
    public string? Holder { get; init; }

    /// <summary>Mails that the mailbox lists but does not hand over.</summary>
    public long Left { get; init; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<LeftMail> LeftMails { get; init; } = [];

    /// <summary>Mails in quarantine that wait or are stuck.</summary>
    public long Quarantined { get; init; }

    /// <summary>Whether the last run broke off.</summary>
    public bool IsFailing => Fault is not null && (Success is null || Fault.StartedAt > Success.StartedAt);
}
