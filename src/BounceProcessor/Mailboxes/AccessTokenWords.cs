using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace BounceProcessor.Mailboxes;

/// <summary>What an access token says of itself, without the token. Every mistake with tokens reads "Authentication failed" on the server's side.</summary>
/// <param name="Text">For whom it is, what it allows, until when.</param>
/// <param name="IsExpired">Its time is over.</param>
internal sealed record AccessTokenWords(string Text, bool IsExpired)
{
    private static readonly string[] Shown = ["aud", "appid", "azp", "roles", "scp", "scope", "upn", "email"];

    /// <summary>Reads a token in JWT form (RFC 7519); others keep their contents to themselves.</summary>
    public static AccessTokenWords Read(string accessToken, DateTimeOffset now)
    {
        if (Claims(accessToken) is not { } claims)
        {
            return new AccessTokenWords("The access token does not show what it is for.", IsExpired: false);
        }

        using (claims)
        {
            var found = Shown.Where(name => claims.RootElement.TryGetProperty(name, out _))
                .Select(name => $"{name} {ServerWords.OneLine(claims.RootElement.GetProperty(name).ToString())}");
            var words = $"The access token says: {string.Join(", ", found)}";
            if (!claims.RootElement.TryGetProperty("exp", out var exp) || !exp.TryGetInt64(out var seconds) || seconds is < 0 or > 253_402_300_799)
            {
                return new AccessTokenWords($"{words}.", IsExpired: false);
            }

            var end = DateTimeOffset.FromUnixTimeSeconds(seconds);
            var until = end.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
            return end <= now
                ? new AccessTokenWords($"{words}. It expired at {until}; renew it.", IsExpired: true)
                : new AccessTokenWords($"{words}; valid until {until}.", IsExpired: false);
        }
    }

    private static JsonDocument? Claims(string accessToken)
    {
        try
        {
            return accessToken.Split('.') is [_, var body, _] && JsonDocument.Parse(Base64Url.DecodeFromChars(body)) is { RootElement.ValueKind: JsonValueKind.Object } claims
                ? claims
                : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
