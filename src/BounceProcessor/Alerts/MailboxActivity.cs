namespace BounceProcessor.Alerts;

/// <summary>What the runs table says of one mailbox.</summary>
internal sealed class MailboxActivity
{
    /// <summary>Number of the last successful run; 0 when there was none.</summary>
    public long LastRunId { get; init; }

    /// <summary>How many runs share that number.</summary>
    public long LastRunTimes { get; init; }

    /// <summary>When the last successful run began.</summary>
    public DateTimeOffset? LastStartedAt { get; init; }

    /// <summary>When the last successful run ended.</summary>
    public DateTimeOffset? LastEndedAt { get; init; }

    /// <summary>Mails the newest ended run left.</summary>
    public long Left { get; init; }

    /// <summary>Why the newest ended run broke off; <see langword="null"/> when it did not.</summary>
    public string? Fault { get; init; }

    /// <summary>Mails in quarantine.</summary>
    public long Quarantined { get; init; }

    /// <summary>Whether a process is polling it.</summary>
    public bool IsLeased { get; init; }
}
