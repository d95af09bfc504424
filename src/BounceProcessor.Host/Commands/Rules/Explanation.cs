using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Host.Commands.Diagnosing;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary>One reply and what it means: the object of <c>rules explain --json</c>. A value that is not known is <c>null</c>; every key is always there.</summary>
internal sealed record Explanation
{
    public string? Reply { get; init; }

    public string? Host { get; init; }

    public string? Stage { get; init; }

    public required string Reason { get; init; }

    public required string Severity { get; init; }

    public required string Fixer { get; init; }

    public required string Confidence { get; init; }

    public string? Status { get; init; }

    public int? ReplyCode { get; init; }

    public required string Rule { get; init; }

    public string? File { get; init; }

    public int? Line { get; init; }

    public string? Source { get; init; }

    public AuthenticationFinding? Authentication { get; init; }

    public required DiagnosisLine.EvidenceLine Evidence { get; init; }

    public required LocalizedText Title { get; init; }

    public required LocalizedText Advice { get; init; }

    public required LocalizedText Support { get; init; }

    public static Explanation Of(ReportedRecipient recipient, Verdict verdict, RuleBook book)
    {
        var rule = book.Entry(verdict.Rule);
        return new Explanation
        {
            Reply = recipient.Diagnostic,
            Host = recipient.RemoteMta,
            Stage = recipient.Stage,
            Reason = verdict.Reason.Code,
            Severity = verdict.Severity.ToCode(),
            Fixer = verdict.Fixer.ToCode(),
            Confidence = verdict.Confidence.ToCode(),
            Status = verdict.Status?.ToString(),
            ReplyCode = verdict.ReplyCode,
            Rule = verdict.Rule,
            File = rule?.File,
            Line = rule?.Line,
            Source = rule?.Source,
            Authentication = verdict.Authentication,
            Evidence = DiagnosisLine.EvidenceLine.Of(verdict.Evidence),
            Title = verdict.Reason.Title,
            Advice = verdict.Reason.Advice,
            Support = verdict.Reason.Support,
        };
    }
}
