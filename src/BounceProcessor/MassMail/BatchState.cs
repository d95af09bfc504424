namespace BounceProcessor.MassMail;

/// <summary>How it stands with a mass mail.</summary>
public enum BatchState
{
    /// <summary>Its rows are being read and looked at.</summary>
    Loading,

    /// <summary>Looked at; nobody has started it.</summary>
    Draft,

    /// <summary>Its rows are being put into the outbox.</summary>
    Running,

    /// <summary>Held by a person, or because something is wrong that concerns all rows.</summary>
    Paused,

    /// <summary>Every row that could go is in the outbox.</summary>
    Done,

    /// <summary>Ended by a person before every row went.</summary>
    Stopped,
}
