namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Something that spoke for another reason than the verdict's.</summary>
/// <param name="Rule">The rule or table row: <c>status/5.1.1</c>.</param>
/// <param name="Reason">The code of the reason it spoke for.</param>
/// <param name="Step">When it was heard; the same as the verdict's when a rule further up in that step was first.</param>
/// <param name="MatchedIn">As in <see cref="VerdictEvidence.MatchedIn"/>.</param>
public sealed record OverruledVoice(string Rule, string Reason, VerdictStep Step, string MatchedIn);
