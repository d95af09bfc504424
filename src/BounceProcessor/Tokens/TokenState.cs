namespace BounceProcessor.Tokens;

/// <summary>What a token turned out to be.</summary>
internal enum TokenState
{
    /// <summary>It is none of ours, or was signed with a key that cannot be read here any more: nothing is known.</summary>
    None,

    /// <summary>We made it, and its time is not over.</summary>
    Valid,

    /// <summary>It looks like ours, but we did not make it.</summary>
    Forged,

    /// <summary>We made it, but too long ago, or with a key that was withdrawn.</summary>
    Expired,
}
