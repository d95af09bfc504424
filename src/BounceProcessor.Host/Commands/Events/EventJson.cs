using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using BounceProcessor.Events;

namespace BounceProcessor.Host.Commands.Events;

/// <summary>Writes events as JSON without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EventRecord))]
internal sealed partial class EventJson : JsonSerializerContext
{
    /// <summary>Letters stay letters; control characters are escaped.</summary>
    public static EventJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
