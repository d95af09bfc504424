namespace BounceProcessor.Privacy;

/// <summary>What an erasure removed, or would remove.</summary>
internal sealed record ErasureSums
{
    /// <summary>Raw mails that named the address.</summary>
    public long RawMails { get; init; }

    /// <summary>Events about the address, with their history.</summary>
    public long EventsRemoved { get; init; }

    /// <summary>Events about others, whose texts named it.</summary>
    public long EventsRedacted { get; init; }

    /// <summary>Mails in quarantine.</summary>
    public long Quarantined { get; init; }

    /// <summary>Rows of histories and runs whose texts named it.</summary>
    public long OtherRows { get; init; }

    /// <summary>All together.</summary>
    public long Total => RawMails + EventsRemoved + EventsRedacted + Quarantined + OtherRows;

    /// <summary>Both together.</summary>
    public ErasureSums Plus(ErasureSums other) => new()
    {
        RawMails = RawMails + other.RawMails,
        EventsRemoved = EventsRemoved + other.EventsRemoved,
        EventsRedacted = EventsRedacted + other.EventsRedacted,
        Quarantined = Quarantined + other.Quarantined,
        OtherRows = OtherRows + other.OtherRows,
    };
}
