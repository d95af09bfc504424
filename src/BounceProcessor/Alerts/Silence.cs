namespace BounceProcessor.Alerts;

/// <summary>How long a mailbox has not been polled successfully.</summary>
internal sealed record Silence
{
    /// <summary>The mailbox.</summary>
    public string Mailbox { get; init; } = "";

    /// <summary>Its company.</summary>
    public string Company { get; init; } = "";

    /// <summary>The last successful run; 0 for none.</summary>
    public long LastRunId { get; init; }

    /// <summary>How many runs share that number.</summary>
    public long LastRunTimes { get; init; }

    /// <summary>Time the service has been running since, in milliseconds.</summary>
    public long SilentMs { get; init; }
}
