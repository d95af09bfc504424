namespace BounceProcessor.Diagnosis.Reasons.Matching;

/// <summary>A rule that matched.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Words">The phrase, or the code, that matched.</param>
internal sealed record RuleMatch(ReasonRule Rule, string Words);
