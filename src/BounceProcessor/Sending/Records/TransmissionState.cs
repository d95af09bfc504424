namespace BounceProcessor.Sending.Records;

/// <summary>How it stands with one SMTP transaction of the outbox.</summary>
public enum TransmissionState
{
    /// <summary>To be sent when its time has come.</summary>
    Waiting,

    /// <summary>A worker has it; no end of data was sent yet.</summary>
    Sending,

    /// <summary>The end of the data is being sent: whoever finds it so after a crash does not know whether it went out.</summary>
    Ending,

    /// <summary>Done: each recipient was accepted or refused.</summary>
    Done,

    /// <summary>It may have gone out. A person decides.</summary>
    Unsure,

    /// <summary>Held by a person or a paused batch.</summary>
    Held,

    /// <summary>Cancelled by a person.</summary>
    Cancelled,
}
