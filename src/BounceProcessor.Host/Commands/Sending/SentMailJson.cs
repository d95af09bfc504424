using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using BounceProcessor.Sending.Records;

namespace BounceProcessor.Host.Commands.Sending;

/// <summary>Writes sent mails as JSON without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SentMailView))]
internal sealed partial class SentMailJson : JsonSerializerContext
{
    private static readonly SentMailJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>A mail with its recipients.</summary>
    public static string Line(SentMail mail, IReadOnlyList<SentRecipient> recipients) => Line(new SentMailView(mail, recipients, [], []));

    /// <summary>A mail with all that belongs to it.</summary>
    public static string Line(SentMailView view) => JsonSerializer.Serialize(view, Readable.SentMailView);
}
