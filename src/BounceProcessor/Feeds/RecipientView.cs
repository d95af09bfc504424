namespace BounceProcessor.Feeds;

/// <summary>What became of a mail to one recipient.</summary>
public sealed record RecipientView
{
    /// <summary>The address as mailed.</summary>
    public required string Address { get; init; }

    /// <summary>to, cc or bcc.</summary>
    public required string Kind { get; init; }

    /// <summary>waiting, accepted (a server took it), refused, unsure, cancelled or suppressed (not sent, for the address is marked).</summary>
    public required string State { get; init; }

    /// <summary>The server's last reply about it.</summary>
    public string? Reply { get; init; }

    /// <summary>What came home: delayed, bounced, delivered, complained or answered; null while nothing did.</summary>
    public string? Returned { get; init; }

    /// <summary>The event that tells its latest news.</summary>
    public long? EventId { get; init; }

    /// <summary>How often it was tried.</summary>
    public long Tries { get; init; }

    /// <summary>When it is tried next; null when it is not.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>The server last used or to be used.</summary>
    public string? Server { get; init; }

    /// <summary>Last change.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
