using System.Text.Json.Serialization;

namespace BounceProcessor.Diagnosis.Reasons.Loading;

/// <summary>A file of rules as it stands in JSON; docs/rules.md explains every field.</summary>
internal sealed record RuleDocument
{
    public string? Id { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<string>? Phrases { get; init; }

    public IReadOnlyList<string>? All { get; init; }

    public IReadOnlyList<string>? Not { get; init; }

    public IReadOnlyList<string>? Status { get; init; }

    public IReadOnlyList<string>? Reply { get; init; }

    public string? Pattern { get; init; }

    public string? Severity { get; init; }

    public string? Fixer { get; init; }

    public string? Confidence { get; init; }

    public AuthenticationDocument? Authentication { get; init; }

    public string? Sample { get; init; }

    public string? SampleHost { get; init; }

    public string? Source { get; init; }
}

/// <summary>What a rule's words prove of a refused SPF, DKIM or DMARC check.</summary>
internal sealed record AuthenticationDocument(string? Mechanism, string? Identity, string? Result);

/// <summary>One file of <c>providers/</c>, <c>software/</c> or <c>operator/</c>, or <c>replies.json</c> and <c>hints.json</c>.</summary>
internal sealed record RuleFileDocument
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public string? About { get; init; }

    public IReadOnlyList<string>? Hosts { get; init; }

    public IReadOnlyList<string>? Signatures { get; init; }

    public IReadOnlyList<RuleDocument>? Rules { get; init; }
}

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
[JsonSerializable(typeof(RuleFileDocument))]
[JsonSerializable(typeof(ReasonsFileDocument))]
[JsonSerializable(typeof(CodesFileDocument))]
[JsonSerializable(typeof(BoilerplateFileDocument))]
internal sealed partial class RuleJson : JsonSerializerContext;
