using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary>Writes what <c>rules</c> prints as JSON without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(CoverageReport))]
[JsonSerializable(typeof(RuleSkeletons))]
internal sealed partial class RulesJson : JsonSerializerContext
{
    /// <summary>Letters stay letters; control characters are escaped. The output is for pipes and files, not for HTML.</summary>
    public static RulesJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The same in lines, for a file that people go on with.</summary>
    public static RulesJson Indented { get; } = new(new JsonSerializerOptions(Readable.Options) { WriteIndented = true, TypeInfoResolver = null });
}
