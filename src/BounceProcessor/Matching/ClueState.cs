namespace BounceProcessor.Matching;

/// <summary>What the signature of a token says.</summary>
internal enum ClueState
{
    /// <summary>We signed it, and it is in force.</summary>
    Valid,

    /// <summary>We signed it, but it is too old.</summary>
    Expired,

    /// <summary>We did not sign it.</summary>
    Forged,
}
