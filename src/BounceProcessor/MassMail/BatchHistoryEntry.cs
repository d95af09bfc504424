namespace BounceProcessor.MassMail;

/// <summary>What somebody did with a mass mail.</summary>
public sealed record BatchHistoryEntry
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Code of the <see cref="BatchAction"/>.</summary>
    public required string Action { get; init; }
}
