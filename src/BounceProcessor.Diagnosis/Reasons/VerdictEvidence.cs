namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>The proof of a verdict.</summary>
/// <param name="MatchedWords">The words or the code that decided, as the rule has them; empty for <c>unclassified</c>.</param>
/// <param name="MatchedIn">Where they stood: <c>diagnostic</c>, <c>notice</c>, <c>status</c>, <c>reply</c>, <c>queue</c> or <c>nothing</c>.</param>
/// <param name="Step">The step that decided.</param>
/// <param name="Overruled">What spoke for something else, most weighty first. At most 8.</param>
/// <param name="StatusConflict">Why <see cref="Verdict.Status"/> is the one shown; <see langword="null"/> when the words and the field do not differ.</param>
public sealed record VerdictEvidence(
    string MatchedWords, string MatchedIn, VerdictStep Step, IReadOnlyList<OverruledVoice> Overruled, StatusConflict? StatusConflict);
