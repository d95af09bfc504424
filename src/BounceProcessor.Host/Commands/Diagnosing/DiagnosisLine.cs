using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Host.Commands.Diagnosing;

/// <summary>One line of <c>diagnose --json</c>. A value that the mail does not tell is <c>null</c>; every key is always there.</summary>
internal sealed record DiagnosisLine(string File, string Kind, IReadOnlyList<DiagnosisLine.RecipientLine> Recipients, DiagnosisLine.OriginalLine? Original)
{
    /// <summary>The line for one mail.</summary>
    public static DiagnosisLine Of(string file, MailDiagnosis diagnosis)
    {
        var reading = diagnosis.Reading;
        return new DiagnosisLine(
            file,
            reading.Kind.ToCode(),
            [.. diagnosis.Recipients.Select(recipient => Of(recipient, reading))],
            reading.Original is { } original
                ? new OriginalLine(original.MessageId, original.From, original.To, original.Subject, original.Date, original.Token)
                : null);
    }

    private static RecipientLine Of(RecipientDiagnosis diagnosis, MailReading reading)
    {
        var (recipient, verdict) = diagnosis;
        return new RecipientLine
        {
            Address = recipient.Address.Length == 0 ? null : recipient.Address,
            OriginalRecipient = recipient.OriginalRecipient,
            FinalRecipient = recipient.FinalRecipient,
            Action = recipient.Action.ToCode(),
            Status = (verdict?.Status ?? recipient.Status)?.ToString(),
            ReplyCode = verdict?.ReplyCode,
            Reason = verdict?.Reason.Code,
            Severity = verdict?.Severity.ToCode(),
            Fixer = verdict?.Fixer.ToCode(),
            Diagnostic = recipient.Diagnostic,
            ReportingMta = reading.ReportingMta,
            RemoteMta = recipient.RemoteMta,
            Rule = verdict?.Rule,
            Confidence = verdict?.Confidence.ToCode(),
            Authentication = verdict?.Authentication,
            Evidence = verdict is null ? null : EvidenceLine.Of(verdict.Evidence),
        };
    }

    /// <summary>One recipient.</summary>
    internal sealed record RecipientLine
    {
        public string? Address { get; init; }

        public string? OriginalRecipient { get; init; }

        public string? FinalRecipient { get; init; }

        public required string Action { get; init; }

        public string? Status { get; init; }

        public int? ReplyCode { get; init; }

        public string? Reason { get; init; }

        public string? Severity { get; init; }

        public string? Fixer { get; init; }

        public string? Diagnostic { get; init; }

        public string? ReportingMta { get; init; }

        public string? RemoteMta { get; init; }

        public string? Rule { get; init; }

        public string? Confidence { get; init; }

        public AuthenticationFinding? Authentication { get; init; }

        public EvidenceLine? Evidence { get; init; }
    }

    /// <summary>What decided and what was overruled.</summary>
    internal sealed record EvidenceLine(string MatchedWords, string MatchedIn, string Step, IReadOnlyList<OverruledLine> Overruled, ConflictLine? StatusConflict)
    {
        public static EvidenceLine Of(VerdictEvidence evidence) => new(
            evidence.MatchedWords,
            evidence.MatchedIn,
            evidence.Step.ToCode(),
            [.. evidence.Overruled.Select(voice => new OverruledLine(voice.Rule, voice.Reason, voice.Step.ToCode(), voice.MatchedIn))],
            evidence.StatusConflict is { } conflict
                ? new ConflictLine(conflict.InWords.ToString(), conflict.InField.ToString(), conflict.Because.ToCode())
                : null);
    }

    /// <summary>Something that spoke for another reason.</summary>
    internal sealed record OverruledLine(string Rule, string Reason, string Step, string MatchedIn);

    /// <summary>Two codes that differ.</summary>
    internal sealed record ConflictLine(string InWords, string InField, string Because);

    /// <summary>The mail that failed.</summary>
    internal sealed record OriginalLine(string? MessageId, string? From, string? To, string? Subject, DateTimeOffset? Date, string? Token);
}
