namespace BounceProcessor.MassMail;

/// <summary>How it stands with one row of a mass mail. What becomes of its mail afterwards is told by the mail's recipient.</summary>
public enum RowState
{
    /// <summary>Can be sent.</summary>
    Ready,

    /// <summary>Something is wrong with it; it is not sent.</summary>
    Faulty,

    /// <summary>Not sent, for its address is marked.</summary>
    Skipped,

    /// <summary>Its mail is in the outbox, or went out.</summary>
    Queued,

    /// <summary>The outbox did not take it.</summary>
    Refused,

    /// <summary>Not sent, for the mass mail was stopped before.</summary>
    Stopped,
}
