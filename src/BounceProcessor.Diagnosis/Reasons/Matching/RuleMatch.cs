namespace BounceProcessor.Diagnosis.Reasons.Matching;

/// <summary>A rule that matched.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="ByHost">Its provider is the one that refused, so its words mean what the rule says.</param>
/// <param name="Words">The phrase, or the code, that matched.</param>
internal readonly record struct RuleMatch(ReasonRule Rule, bool ByHost, string Words);
