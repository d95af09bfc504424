namespace BounceProcessor.Intake.Quarantine;

/// <summary>One mail in quarantine, without its bytes.</summary>
public sealed record QuarantineEntry
{
    private const int LongestLine = 300;

    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>Whose it is; empty when that could not be told.</summary>
    public string Company { get; init; } = "";

    /// <summary>The mailbox it came from.</summary>
    public string Mailbox { get; init; } = "";

    /// <summary>The generation of the mailbox's keys (IMAP: UIDVALIDITY).</summary>
    public string Generation { get; init; } = "";

    /// <summary>Its key there (IMAP: UID).</summary>
    public string MailKey { get; init; } = "";

    /// <summary>Where the mailbox lists it; 0 where the mailbox has no order.</summary>
    public long Position { get; init; }

    /// <summary>One of <see cref="QuarantineStates.All"/>.</summary>
    public string State { get; init; } = QuarantineStates.Waiting;

    /// <summary>How our code failed the last time, with the stack trace; in a list its beginning.</summary>
    public string Fault { get; init; } = "";

    /// <summary>The bytes are the headers alone, because the mail is above the size limit.</summary>
    public bool HeadersOnly { get; init; }

    /// <summary>Length of the bytes.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Arrival in the mailbox.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it was set aside.</summary>
    public DateTimeOffset QuarantinedAt { get; init; }

    /// <summary>The code and rules that failed on it last; empty when they were not noted.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>How often it was tried, the first time included.</summary>
    public long Attempts { get; init; }

    /// <summary>When it was tried last.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>The process that is trying it, or did not come back from it.</summary>
    public string? TriedBy { get; init; }

    /// <summary>When it was filed or discarded.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Whether something is still to be done about it.</summary>
    public bool IsOpen => State is QuarantineStates.Waiting or QuarantineStates.Stuck;

    /// <summary>The first line of a fault, shortened.</summary>
    public static string FirstLine(string fault)
    {
        var line = fault.AsSpan().TrimStart();
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        return line.Length <= LongestLine ? line.ToString() : $"{line[..LongestLine]}…";
    }
}
