using BounceProcessor.Marks;

namespace BounceProcessor.Feeds;

/// <summary>An address that is known not to work.</summary>
public sealed record MarkView
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>The address as mailed.</summary>
    public required string Address { get; init; }

    /// <summary>Code of the kind of mark.</summary>
    public required string Kind { get; init; }

    /// <summary>Reason code of the bounce; null for a mark by hand.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Until when; null: until somebody releases it.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The event it comes from.</summary>
    public long? EventId { get; init; }

    /// <summary>Who marked it; <c>system</c> for a bounce.</summary>
    public required string MarkedBy { get; init; }

    /// <summary>When it was released; null while it was not.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>The view of a row.</summary>
    internal static MarkView Of(AddressMark row) => new()
    {
        Id = row.Id,
        Address = row.Address,
        Kind = row.MarkKind,
        Reason = row.Reason,
        Since = row.Since,
        ExpiresAt = row.ExpiresAt,
        EventId = row.EventId,
        MarkedBy = row.MarkedBy,
        ReleasedAt = row.ReleasedAt,
    };
}
