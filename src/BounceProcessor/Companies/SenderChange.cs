namespace BounceProcessor.Companies;

/// <summary>One changed setting of a company or user card.</summary>
public sealed record SenderChange
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: a user of the pages, or of the machine.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Which setting: <c>host</c>.</summary>
    public required string Field { get; init; }

    /// <summary>Its value before; <see langword="null"/> when it had none. A password is never told.</summary>
    public string? ValueBefore { get; init; }

    /// <summary>Its value after; <see langword="null"/> when it has none.</summary>
    public string? ValueAfter { get; init; }
}
