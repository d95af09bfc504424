using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BounceProcessor.Host.Commands.Rediagnosing;

/// <summary>Writes a rediagnosis as JSON without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RediagnosisReport))]
[JsonSerializable(typeof(ChangedEvent))]
internal sealed partial class RediagnosisJson : JsonSerializerContext
{
    /// <summary>Letters stay letters; control characters are escaped.</summary>
    public static RediagnosisJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
