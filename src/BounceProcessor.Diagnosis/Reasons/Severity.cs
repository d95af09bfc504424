namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>What a failure means for the next mail to the same address.</summary>
public enum Severity
{
    /// <summary>This address will not work.</summary>
    Hard,

    /// <summary>The same mail may get through later.</summary>
    Soft,

    /// <summary>The address may be fine; we, the message or the set-up was refused.</summary>
    Block,

    /// <summary>Not final yet.</summary>
    Delay,

    /// <summary>A person has to look.</summary>
    Review,
}
