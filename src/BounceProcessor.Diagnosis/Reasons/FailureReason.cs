namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>One reason of the catalogue in <c>Rules/reasons.json</c>.</summary>
/// <param name="Code">For example <c>mailbox-unknown</c>.</param>
/// <param name="Severity">The usual severity; a rule may name another.</param>
/// <param name="Fixer">The usual fixer; a rule may name another.</param>
/// <param name="Title">A few words for lists.</param>
/// <param name="Advice">One sentence for the user who sent the mail: what to do.</param>
/// <param name="Support">One paragraph for support: what lies behind it and what to check.</param>
public sealed record FailureReason(string Code, Severity Severity, Fixer Fixer, LocalizedText Title, LocalizedText Advice, LocalizedText Support);
