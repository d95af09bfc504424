using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using BounceProcessor.Diagnosis;
using BounceProcessor.Intake;

namespace BounceProcessor.Host.Commands.Runs;

/// <summary>Writes runs as JSON without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunSummary))]
internal sealed partial class RunJson : JsonSerializerContext
{
    private static readonly RunJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>One run with its state, on one line.</summary>
    public static string Line(RunSummary run, RunState state)
    {
        var node = JsonSerializer.SerializeToNode(run, Readable.RunSummary)?.AsObject()
            ?? throw new InvalidOperationException($"Run {run.Id} is no JSON object.");
        node.Insert(1, "state", state.ToCode());
        return node.ToJsonString(Readable.Options);
    }
}
