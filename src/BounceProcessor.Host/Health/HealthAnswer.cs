using System.Text.Encodings.Web;
using System.Text.Json;

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BounceProcessor.Host.Health;

/// <summary>What <c>/health</c> answers.</summary>
/// <param name="Status">Healthy, Degraded or Unhealthy: the worst of the checks.</param>
/// <param name="Checks">Each check.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyList<HealthAnswerCheck> Checks)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A report as an answer.</summary>
    public static HealthAnswer Of(HealthReport report) => new(
        report.Status.ToString(),
        [.. report.Entries.Select(entry => new HealthAnswerCheck(
            entry.Key, entry.Value.Status.ToString(), entry.Value.Description ?? entry.Value.Exception?.Message ?? "", entry.Value.Data))]);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static HealthAnswer? Read(string json) => JsonSerializer.Deserialize<HealthAnswer>(json, Format);

    /// <summary>The answer as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);
}
