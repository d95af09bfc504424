using System.Text;
using System.Text.Json;

using MailKit.Security;

namespace BounceProcessor.Mailboxes;

/// <summary>XOAUTH2 that keeps the reason of a refusal. The server sends it as base64 JSON before its final NO, and MailKit does not show it.</summary>
internal sealed class OAuthSignIn(string username, string accessToken) : SaslMechanismOAuth2(username, accessToken)
{
    private bool _sent;

    /// <summary>The server's reason, such as <c>status 401, scope mail</c>; null when it gave none.</summary>
    public string? Reason { get; private set; }

    public override void Reset()
    {
        _sent = false;
        base.Reset();
    }

    protected override byte[]? Challenge(byte[]? token, int startIndex, int length, CancellationToken cancellationToken)
    {
        if (!_sent)
        {
            _sent = true;
            return base.Challenge(token, startIndex, length, cancellationToken);
        }

        Reason = token is null ? null : Words(Encoding.UTF8.GetString(token, startIndex, length));

        // An empty answer asks for the final NO (Google's and Microsoft's XOAUTH2 protocol pages).
        return [];
    }

    private static string Words(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? string.Join(", ", json.RootElement.EnumerateObject().Select(field => $"{field.Name} {field.Value}"))
                : ServerWords.OneLine(text);
        }
        catch (JsonException)
        {
            return ServerWords.OneLine(text);
        }
    }
}
