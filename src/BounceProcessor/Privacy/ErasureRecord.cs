namespace BounceProcessor.Privacy;

/// <summary>One erasure as it is kept.</summary>
internal sealed record ErasureRecord
{
    public required long Id { get; init; }

    /// <summary>Its code; <see langword="null"/> for all companies.</summary>
    public string? Company { get; init; }

    public required string RequestedBy { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary><see langword="null"/> when it was broken off.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The step in work, from 0.</summary>
    public required long Step { get; init; }

    /// <summary>Id of the last row of the step that is done.</summary>
    public required long Position { get; init; }

    public long RawMails { get; init; }

    public long EventsRemoved { get; init; }

    public long EventsRedacted { get; init; }

    public long Quarantined { get; init; }

    public long OtherRows { get; init; }

    /// <summary>What it removed so far.</summary>
    public ErasureSums Sums => new()
    {
        RawMails = RawMails,
        EventsRemoved = EventsRemoved,
        EventsRedacted = EventsRedacted,
        Quarantined = Quarantined,
        OtherRows = OtherRows,
    };
}
