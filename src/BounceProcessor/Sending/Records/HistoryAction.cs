namespace BounceProcessor.Sending.Records;

/// <summary>What happened to a transmission.</summary>
public enum HistoryAction
{
    /// <summary>A try ended without an answer for good; it is tried again.</summary>
    Deferred,

    /// <summary>A server refused all or some of its recipients for good.</summary>
    Refused,

    /// <summary>It was tried for as long as is tried.</summary>
    GivenUp,

    /// <summary>It may have gone out.</summary>
    Unsure,

    /// <summary>A person held it.</summary>
    Held,

    /// <summary>A person released it.</summary>
    Released,

    /// <summary>A person had it sent at once.</summary>
    SendNow,

    /// <summary>A person cancelled it.</summary>
    Cancelled,

    /// <summary>A person decided that it went out.</summary>
    WasSent,

    /// <summary>A person had it sent again, although it may have gone out before.</summary>
    SendAgain,
}
