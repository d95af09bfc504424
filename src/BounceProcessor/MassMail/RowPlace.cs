namespace BounceProcessor.MassMail;

/// <summary>Where a row is, in one word: what the report counts by.</summary>
public enum RowPlace
{
    /// <summary>Not in the outbox yet.</summary>
    Ready,

    /// <summary>In the outbox, not sent yet.</summary>
    Waiting,

    /// <summary>A server took it, and nothing bad came home.</summary>
    Accepted,

    /// <summary>Accepted, and came back later.</summary>
    Bounced,

    /// <summary>Refused for good, or given up.</summary>
    Refused,

    /// <summary>It may have gone out.</summary>
    Unsure,

    /// <summary>Not sent, for the address is marked.</summary>
    Suppressed,

    /// <summary>Not sent, for something is wrong with the row.</summary>
    Faulty,

    /// <summary>Not sent, for it was stopped or cancelled.</summary>
    Cancelled,
}
