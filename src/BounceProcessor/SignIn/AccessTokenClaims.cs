using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace BounceProcessor.SignIn;

/// <summary>What an access token says of itself, without the token. Every mistake with tokens reads "Authentication failed" on the server's side.</summary>
internal sealed class AccessTokenClaims
{
    private static readonly string[] Shown = ["aud", "tid", "appid", "azp", "roles", "scp", "scope", "upn", "email"];

    private readonly Dictionary<string, string> _claims;

    private AccessTokenClaims(Dictionary<string, string> claims, DateTimeOffset? expiresAt) => (_claims, ExpiresAt) = (claims, expiresAt);

    /// <summary>Null when the token does not tell.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>False for a token that keeps its contents to itself.</summary>
    public bool IsReadable => _claims.Count > 0;

    /// <summary>Reads a token in JWT form (RFC 7519); others keep their contents to themselves. The signature is the server's to check.</summary>
    public static AccessTokenClaims Read(string accessToken)
    {
        try
        {
            if (accessToken.Split('.') is [_, var body, _])
            {
                using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(body));
                if (json.RootElement.ValueKind == JsonValueKind.Object)
                {
                    return Read(json.RootElement);
                }
            }
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return new AccessTokenClaims([], null); // no JWT
        }

        return new AccessTokenClaims([], null);
    }

    /// <summary>One claim; of a list all, with commas. Empty when it is not there.</summary>
    public string Of(string name) => _claims.GetValueOrDefault(name, "");

    /// <summary>For whom it is, what it allows, until when.</summary>
    public string Words(DateTimeOffset now)
    {
        if (!IsReadable)
        {
            return "The access token does not show what it is for.";
        }

        var words = $"The access token says: {string.Join(", ", Shown.Where(_claims.ContainsKey).Select(name => $"{name} {_claims[name]}"))}";
        return ExpiresAt is not { } end ? $"{words}."
            : end <= now ? $"{words}. It expired at {Minute(end)}; renew it."
            : $"{words}; valid until {Minute(end)}.";
    }

    private static AccessTokenClaims Read(JsonElement claims)
    {
        DateTimeOffset? end = claims.TryGetProperty("exp", out var exp) && exp.ValueKind == JsonValueKind.Number && exp.TryGetInt64(out var seconds) && seconds is >= 0 and <= 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
        return new AccessTokenClaims(claims.EnumerateObject().GroupBy(claim => claim.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => TextLine.Of(Text(same.First().Value)), StringComparer.Ordinal), end);
    }

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray().Select(one => one.ToString())) : value.ToString();

    private static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
