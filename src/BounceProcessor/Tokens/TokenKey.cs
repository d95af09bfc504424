namespace BounceProcessor.Tokens;

/// <summary>A key that signs tokens. Not a record: those write out what they hold.</summary>
internal sealed class TokenKey(long number, byte[]? secret, DateTimeOffset createdAt, DateTimeOffset? verifiesUntil)
{
    /// <summary>Counted from 1; the highest signs.</summary>
    public long Number => number;

    /// <summary>32 random bytes; <see langword="null"/> when the key ring at hand cannot decrypt them.</summary>
    public byte[]? Secret => secret;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt => createdAt;

    /// <summary>Nothing of it is believed from then on; <see langword="null"/> for the one that signs.</summary>
    public DateTimeOffset? VerifiesUntil => verifiesUntil;
}
