using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using BounceProcessor.Marks;

namespace BounceProcessor.Host.Commands.Marks;

/// <summary>Writes marks as JSON without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AddressMark))]
[JsonSerializable(typeof(AddressCorrection))]
internal sealed partial class MarkJson : JsonSerializerContext
{
    private static readonly MarkJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>One mark on one line.</summary>
    public static string Line(AddressMark mark) => JsonSerializer.Serialize(mark, Readable.AddressMark);

    /// <summary>One correction on one line.</summary>
    public static string Line(AddressCorrection correction) => JsonSerializer.Serialize(correction, Readable.AddressCorrection);
}
