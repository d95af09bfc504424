using System.Text.Json.Serialization;

namespace BounceProcessor.Diagnosis.Reasons.Loading;

/// <summary>One entry of <c>reasons.json</c>.</summary>
internal sealed record ReasonDocument(
    string? Code, string? Severity, string? Fixer, LocalizedText? Title, LocalizedText? Advice, LocalizedText? Support);

/// <summary><c>reasons.json</c>.</summary>
internal sealed record ReasonsFileDocument
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public IReadOnlyList<ReasonDocument>? Reasons { get; init; }
}

/// <summary>One enhanced code and what it means.</summary>
internal sealed record CodeDocument(string? Code, string? Reason, string? Confidence, string? Note);

/// <summary>One reply code, at certain stages of the SMTP dialogue or at all.</summary>
internal sealed record ReplyDocument(string? Reply, IReadOnlyList<string>? Stages, string? Reason, string? Note);

/// <summary><c>status-codes.json</c>.</summary>
internal sealed record CodesFileDocument
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public IReadOnlyList<CodeDocument>? Specific { get; init; }

    public IReadOnlyList<CodeDocument>? Overloaded { get; init; }

    public IReadOnlyList<CodeDocument>? General { get; init; }

    public IReadOnlyList<string>? Weak { get; init; }

    public IReadOnlyList<ReplyDocument>? Replies { get; init; }
}

/// <summary><c>boilerplate.json</c>.</summary>
internal sealed record BoilerplateFileDocument
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public string? About { get; init; }

    public IReadOnlyList<string>? Phrases { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ReasonsFileDocument))]
[JsonSerializable(typeof(CodesFileDocument))]
[JsonSerializable(typeof(BoilerplateFileDocument))]
internal sealed partial class RuleJson : JsonSerializerContext;
