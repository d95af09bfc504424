namespace BounceProcessor.MassMail;

/// <summary>What was done with a mass mail.</summary>
public enum BatchAction
{
    /// <summary>Its rows were read and looked at.</summary>
    Created,

    /// <summary>It was started.</summary>
    Started,

    /// <summary>It was paused.</summary>
    Paused,

    /// <summary>It goes on.</summary>
    Resumed,

    /// <summary>It was ended for good.</summary>
    Stopped,

    /// <summary>Every row that could go is in the outbox.</summary>
    Finished,

    /// <summary>How many mails a minute go out was changed.</summary>
    Throttled,
}
