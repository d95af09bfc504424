namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>The proof of a verdict.</summary>
/// <param name="MatchedWords">The words or the code that decided, as the rule has them; empty for <c>unclassified</c>.</param>
/// <param name="MatchedIn">Where they stood: <c>diagnostic</c>, <c>notice</c>, <c>status</c>, <c>reply</c>, <c>queue</c> or <c>nothing</c>.</param>
/// <param name="Overruled">What spoke for something else, most weighty first: <c>status/5.0.0: unclassified</c>. At most 8.</param>
public sealed record VerdictEvidence(string MatchedWords, string MatchedIn, IReadOnlyList<string> Overruled);
