using System.Text.Json.Serialization;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary>Rules to be finished by a person, in the form of a rule file: what <c>rules unmatched --json</c> prints.</summary>
/// <param name="Schema">For editors.</param>
/// <param name="About">What to do with it.</param>
/// <param name="Rules">The most frequent words first.</param>
internal sealed record RuleSkeletons(
    [property: JsonPropertyName("$schema")] string Schema, string About, IReadOnlyList<RuleSkeletons.Rule> Rules)
{
    /// <summary>One rule without its reason.</summary>
    internal sealed record Rule(
        string Id,
        string Reason,
        IReadOnlyList<string> Phrases,
        string Sample,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SampleHost,
        string Source);
}
