namespace BounceProcessor.SignIn;

/// <summary>An access token. Not a record: those write out what they hold.</summary>
/// <param name="value">Goes to the mail server and nowhere else.</param>
/// <param name="obtainedAt">When it came.</param>
/// <param name="expiresAt">Its end.</param>
internal sealed class AccessToken(string value, DateTimeOffset obtainedAt, DateTimeOffset expiresAt)
{
    // A poll takes minutes, and clocks differ.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    public string Value => value;

    public DateTimeOffset ObtainedAt => obtainedAt;

    public DateTimeOffset ExpiresAt => expiresAt;

    /// <summary>When it is renewed: five minutes before its end, or at half of a short life.</summary>
    public DateTimeOffset RenewAt => expiresAt - obtainedAt > 2 * Ahead ? expiresAt - Ahead : obtainedAt + ((expiresAt - obtainedAt) / 2);
}
