namespace BounceProcessor.Marks;

/// <summary>An address that a person marks.</summary>
public sealed record NewMark
{
    /// <summary>Code of the company.</summary>
    public required string Company { get; init; }

    /// <summary>The address.</summary>
    public required string Address { get; init; }

    /// <summary>Why.</summary>
    public MarkKind Kind { get; init; } = MarkKind.ByHand;

    /// <summary>What the person wrote; <see langword="null"/> for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The event it was done from.</summary>
    public long? EventId { get; init; }

    /// <summary>Who does it.</summary>
    public required string By { get; init; }

    /// <summary>Not in force from this time on; <see langword="null"/>: until somebody releases it.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
