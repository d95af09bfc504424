using BounceProcessor.Diagnosis.Reading;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Judges one recipient by the rule book.</summary>
public sealed class Diagnoser(RuleBook rules)
{
    /// <summary>Why this recipient was not reached.</summary>
    /// <param name="recipient">A failed or delayed recipient.</param>
    /// <param name="reportingMta">The host that wrote the report; used only when no refusing host is known.</param>
    public Verdict Diagnose(ReportedRecipient recipient, string? reportingMta) => new()
    {
        Reason = rules.Reasons[0],
        Severity = Severity.Review,
        Fixer = Fixer.Support,
        Confidence = Confidence.Low,
        Rule = "none",
        Status = recipient.Status,
        Evidence = new VerdictEvidence("", reportingMta is null ? "nothing" : "nothing", []),
    };
}
