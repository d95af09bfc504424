namespace BounceProcessor.Sending.Outbox;

/// <summary>How many transmissions are not done.</summary>
internal sealed record OutboxCount
{
    /// <summary>To be sent when their time has come.</summary>
    public long Waiting { get; init; }

    /// <summary>In hand of a process.</summary>
    public long Sending { get; init; }

    /// <summary>Held by people.</summary>
    public long Held { get; init; }

    /// <summary>A person has to decide.</summary>
    public long Unsure { get; init; }

    /// <summary>Since when the oldest could be sent; <see langword="null"/> when none is due.</summary>
    public DateTimeOffset? OldestDueAt { get; init; }
}
