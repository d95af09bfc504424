using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using BounceProcessor.Intake.Quarantine;

namespace BounceProcessor.Host.Commands.Quarantine;

/// <summary>Writes mails in quarantine as JSON without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(QuarantineEntry))]
internal sealed partial class QuarantineJson : JsonSerializerContext
{
    private static readonly QuarantineJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>One mail on one line.</summary>
    public static string Line(QuarantineEntry entry) => JsonSerializer.Serialize(entry, Readable.QuarantineEntry);
}
