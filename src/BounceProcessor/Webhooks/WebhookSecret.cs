using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BounceProcessor.Webhooks;

/// <summary>What the messages of an endpoint are signed with, by the scheme of Standard Webhooks (standardwebhooks.com): symmetric, version 1.</summary>
internal static class WebhookSecret
{
    private const string Start = "whsec_";
    private const int RandomBytes = 32;

    /// <summary>A new one, as the receiver has to know it.</summary>
    public static string New() => Start + Convert.ToBase64String(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    /// <param name="secrets">Those in force: a receiver that knows one of them is content.</param>
    /// <param name="messageId">The value of <c>webhook-id</c>.</param>
    /// <param name="at">The value of <c>webhook-timestamp</c>.</param>
    /// <param name="body">The bytes that go out.</param>
    public static string Sign(IEnumerable<string> secrets, string messageId, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{messageId}.{at.ToUnixTimeSeconds()}.")), .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Start.Length..]), signed))));
    }
}
