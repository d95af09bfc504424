namespace BounceProcessor.Diagnosis.Reasons.Matching;

/// <summary>Why the rules of a file are asked about a refusal, the weightiest first.</summary>
internal enum Hearing : byte
{
    /// <summary>The operator wrote them.</summary>
    Operator,

    /// <summary>The host that refused is the provider's.</summary>
    Host,

    /// <summary>The words are the provider's.</summary>
    Signature,

    /// <summary>They are for every server.</summary>
    Everybody,

    /// <summary>They are not asked.</summary>
    Nobody,
}
