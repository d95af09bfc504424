namespace BounceProcessor.Marks;

/// <summary>One change of a mark.</summary>
public sealed record MarkHistoryEntry
{
    /// <summary>Its number; grows from change to change.</summary>
    public required long Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who; <c>system</c> for a bounce.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Code of the <see cref="Marks.MarkChange"/>.</summary>
    public required string MarkChange { get; init; }

    /// <summary>Code of the kind afterwards.</summary>
    public required string MarkKind { get; init; }

    /// <summary>Reason code of the bounce; code of the <see cref="MarkRelease"/> where it was released.</summary>
    public string? Reason { get; init; }

    /// <summary>The event that said so.</summary>
    public long? EventId { get; init; }

    /// <summary>Not in force from this time on.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What the person wrote.</summary>
    public string? Note { get; init; }
}
