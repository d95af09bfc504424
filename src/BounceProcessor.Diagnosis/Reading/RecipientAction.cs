namespace BounceProcessor.Diagnosis.Reading;

/// <summary>What the report says was done for one recipient (RFC 3464, section 2.3.3).</summary>
public enum RecipientAction
{
    /// <summary>Given up.</summary>
    Failed,

    /// <summary>Not yet delivered, still being tried.</summary>
    Delayed,

    /// <summary>In the mailbox.</summary>
    Delivered,

    /// <summary>Handed to a system that reports nothing.</summary>
    Relayed,

    /// <summary>Sent on to several addresses.</summary>
    Expanded,
}
