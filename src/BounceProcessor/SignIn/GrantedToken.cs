namespace BounceProcessor.SignIn;

/// <summary>What a token endpoint gave. Not a record: those write out what they hold.</summary>
/// <param name="value">The access token.</param>
/// <param name="lifetime">How long it lasts.</param>
/// <param name="kept">What renews it without a person: a refresh token or Microsoft's cache; null when nothing is needed.</param>
internal sealed class GrantedToken(string value, TimeSpan lifetime, string? kept)
{
    public string Value => value;

    public TimeSpan Lifetime => lifetime;

    public string? Kept => kept;

    /// <summary>Who signed in, where the answer says so.</summary>
    public string? Person { get; init; }
}
