namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>How sure a verdict is.</summary>
public enum Confidence
{
    /// <summary>Words or a code that have one meaning at the server that used them.</summary>
    High,

    /// <summary>A general text or a specific code without words that confirm it.</summary>
    Medium,

    /// <summary>A class or a reply code alone, or contradicting signs.</summary>
    Low,
}
