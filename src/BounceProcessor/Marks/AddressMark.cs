namespace BounceProcessor.Marks;

/// <summary>One address of one company that is known not to work, or was.</summary>
public sealed record AddressMark
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Code of the company.</summary>
    public required string Company { get; init; }

    /// <summary>The address as mailed.</summary>
    public required string Address { get; init; }

    /// <summary>By which addresses are compared.</summary>
    public required string AddressKey { get; init; }

    /// <summary>Code of the <see cref="Marks.MarkKind"/>.</summary>
    public required string MarkKind { get; init; }

    /// <summary>Reason code of the bounce; <see langword="null"/> for a mark by hand.</summary>
    public string? Reason { get; init; }

    /// <summary>What the person who marked it wrote.</summary>
    public string? Note { get; init; }

    /// <summary>Since when: the arrival of the first bounce of this mark.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The event it comes from; <see langword="null"/> for a mark by hand.</summary>
    public long? EventId { get; init; }

    /// <summary>Who marked it; <c>system</c> for a bounce.</summary>
    public required string MarkedBy { get; init; }

    /// <summary>Not in force from this time on; <see langword="null"/>: until somebody releases it.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was released; <see langword="null"/> while it was not.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>Who released it.</summary>
    public string? ReleasedBy { get; init; }

    /// <summary>Code of the <see cref="MarkRelease"/>.</summary>
    public string? ReleaseReason { get; init; }

    /// <summary>What the person who released it wrote.</summary>
    public string? ReleaseNote { get; init; }

    /// <summary>Last change.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Whether mail to the address is warned of or refused at that time.</summary>
    public bool IsInForce(DateTimeOffset at) => ReleasedAt is null && (ExpiresAt is not { } end || end > at);
}
