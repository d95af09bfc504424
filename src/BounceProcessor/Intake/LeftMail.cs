using BounceProcessor.Mailboxes;

namespace BounceProcessor.Intake;

/// <summary>A mail that its mailbox lists but does not hand over. It is asked for again as long as the mailbox lists it.</summary>
public sealed record LeftMail
{
    /// <summary>The mailbox's name.</summary>
    public string Mailbox { get; init; } = "";

    /// <summary>The generation of its key.</summary>
    public string Generation { get; init; } = "";

    /// <summary>The mailbox's company; empty for a catch-all.</summary>
    public string Company { get; init; } = "";

    /// <summary>Names the mail in its mailbox.</summary>
    public string Key { get; init; } = "";

    /// <summary>IMAP UID, or 0.</summary>
    public long Position { get; init; }

    /// <summary>As the listing gave it.</summary>
    public long SizeBytes { get; init; }

    /// <summary>As the listing gave it.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>How often it was asked for in vain.</summary>
    public long Attempts { get; init; }

    /// <summary>What happened the last time.</summary>
    public string Fault { get; init; } = "";

    /// <summary>When it was asked for first.</summary>
    public DateTimeOffset FirstTriedAt { get; init; }

    /// <summary>When it was asked for last.</summary>
    public DateTimeOffset LastTriedAt { get; init; }

    /// <summary>When it is asked for again: after a minute, then two, four and so on, at most a day.</summary>
    public DateTimeOffset NextTryAt { get; init; }

    /// <summary>The mail as a listing shows it.</summary>
    internal MailEntry Entry => new(Key, Position, SizeBytes, ReceivedAt);

    /// <summary>Whether its time has come. A last time in the future means that the clock was set back since, and that no waiting can be relied on.</summary>
    internal bool IsDue(DateTimeOffset now) => NextTryAt <= now || LastTriedAt > now;
}
