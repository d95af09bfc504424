namespace BounceProcessor.Events;

/// <summary>Kinds of events that no mail has: beside the codes of <see cref="Diagnosis.Reading.MailKind"/>.</summary>
public static class EventKind
{
    /// <summary>Raised by the service about itself; <see cref="EventRecord.Reason"/> is the condition.</summary>
    public const string Alert = "alert";
}
