using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BounceProcessor.Host.Commands.Diagnosing;

/// <summary>Writes <see cref="DiagnosisLine"/> without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DiagnosisLine))]
internal sealed partial class DiagnosisJson : JsonSerializerContext
{
    /// <summary>Letters stay letters; control characters are escaped. The output is for pipes and files, not for HTML.</summary>
    public static DiagnosisJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
