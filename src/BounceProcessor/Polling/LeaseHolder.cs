namespace BounceProcessor.Polling;

/// <summary>Who holds the lease of a mailbox.</summary>
internal sealed class LeaseHolder
{
    /// <summary>As <see cref="LeaseOwner"/> writes it.</summary>
    public string Owner { get; init; } = "";

    public long Fencing { get; init; }

    public DateTimeOffset TakenAt { get; init; }

    /// <summary>When the holder last said that it is at work.</summary>
    public DateTimeOffset HeartbeatAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>For people: <c>process 4711 on host-a</c>.</summary>
    public string Words => LeaseOwner.Words(Owner);
}
