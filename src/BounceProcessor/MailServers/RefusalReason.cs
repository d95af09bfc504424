using System.Text;
using System.Text.Json;

namespace BounceProcessor.MailServers;

/// <summary>The reason that a server sends as base64 JSON before its final NO, both for XOAUTH2 and for OAUTHBEARER. MailKit does not show it.</summary>
internal static class RefusalReason
{
    /// <summary>On one line, such as <c>status 401, scope mail</c>; null when the server gave none.</summary>
    public static string? Words(byte[]? challenge, int start, int length)
    {
        if (challenge is null || length == 0)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(challenge, start, length);
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? TextLine.Of(string.Join(", ", json.RootElement.EnumerateObject().Select(field => $"{field.Name} {field.Value}")))
                : TextLine.Of(text);
        }
        catch (JsonException)
        {
            return TextLine.Of(text);
        }
    }
}
