namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>One thing that speaks for a reason.</summary>
/// <param name="Rule">Id of the rule, or the row of the code table: <c>status/5.1.1</c>.</param>
/// <param name="Reason">What it speaks for.</param>
/// <param name="Confidence">How sure it is by itself.</param>
/// <param name="Words">The words or the code.</param>
/// <param name="Where">As in <see cref="VerdictEvidence.MatchedIn"/>.</param>
/// <param name="Step">When it is heard.</param>
internal sealed record Candidate(string Rule, FailureReason Reason, Confidence Confidence, string Words, string Where, VerdictStep Step)
{
    /// <summary>The rule itself, where a rule of a file speaks.</summary>
    public ReasonRule? Source { get; init; }
}
