namespace BounceProcessor.Tokens;

/// <summary>What a token names.</summary>
internal enum TokenKind
{
    /// <summary>A sent mail: the left part of its Message-ID, the same in all copies.</summary>
    Mail,

    /// <summary>One transmission of a mail: in its envelope sender and in the header that is added to it.</summary>
    Transmission,
}
