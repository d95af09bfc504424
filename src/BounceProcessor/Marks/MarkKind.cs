namespace BounceProcessor.Marks;

/// <summary>Why an address is marked.</summary>
public enum MarkKind
{
    /// <summary>A failure that says the address does not work.</summary>
    Hard,

    /// <summary>Failures that may pass, again and again.</summary>
    SoftRepeated,

    /// <summary>A person marked it.</summary>
    ByHand,

    /// <summary>Its owner complained of our mail.</summary>
    Complaint,

    /// <summary>A person gave another address for it.</summary>
    Corrected,
}
