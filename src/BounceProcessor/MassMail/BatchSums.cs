namespace BounceProcessor.MassMail;

/// <summary>How many rows of a mass mail are where. Every row counts once.</summary>
public sealed record BatchSums
{
    /// <summary>All rows.</summary>
    public long Rows { get; init; }

    /// <summary>Not in the outbox yet.</summary>
    public long Ready { get; init; }

    /// <summary>In the outbox, not sent yet.</summary>
    public long Waiting { get; init; }

    /// <summary>A server took them, and nothing bad came home.</summary>
    public long Accepted { get; init; }

    /// <summary>Accepted, and came back later: failures and complaints.</summary>
    public long Bounced { get; init; }

    /// <summary>A server refused them for good, or they were given up.</summary>
    public long Refused { get; init; }

    /// <summary>They may have gone out: a person decides.</summary>
    public long Unsure { get; init; }

    /// <summary>Not sent, for the address is marked.</summary>
    public long Suppressed { get; init; }

    /// <summary>Not sent, for something is wrong with the row.</summary>
    public long Faulty { get; init; }

    /// <summary>Not sent, for the mass mail was stopped or the mail was cancelled.</summary>
    public long Cancelled { get; init; }

    /// <summary>Rows that are in the outbox or went through it.</summary>
    public long Queued => Waiting + Accepted + Bounced + Refused + Unsure;

    /// <summary>Rows that could still be sent when it began.</summary>
    public long Sendable => Rows - Faulty - Suppressed;

    internal BatchSums With(RowCount count) => Place(count) switch
    {
        RowPlace.Ready => this with { Rows = Rows + count.Number, Ready = Ready + count.Number },
        RowPlace.Waiting => this with { Rows = Rows + count.Number, Waiting = Waiting + count.Number },
        RowPlace.Accepted => this with { Rows = Rows + count.Number, Accepted = Accepted + count.Number },
        RowPlace.Bounced => this with { Rows = Rows + count.Number, Bounced = Bounced + count.Number },
        RowPlace.Refused => this with { Rows = Rows + count.Number, Refused = Refused + count.Number },
        RowPlace.Unsure => this with { Rows = Rows + count.Number, Unsure = Unsure + count.Number },
        RowPlace.Suppressed => this with { Rows = Rows + count.Number, Suppressed = Suppressed + count.Number },
        RowPlace.Faulty => this with { Rows = Rows + count.Number, Faulty = Faulty + count.Number },
        _ => this with { Rows = Rows + count.Number, Cancelled = Cancelled + count.Number },
    };

    private static RowPlace Place(RowCount count) => RowPlaces.Of(count.State, count.Sending, count.Returned);
}
