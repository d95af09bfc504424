using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Judges one recipient by the rule book.</summary>
/// <remarks>
/// The order is: operator rule, provider rule, general text rule, specific code in the words, words of a queue that ran out, the words of the notice, specific Status field, hint,
/// end of the queue's lifetime, reply code with its stage, X.Y.0. The first that speaks decides, the others are named as overruled.
/// </remarks>
public sealed class Diagnoser(RuleBook rules)
{
    private const int MostOverruled = 8;

    /// <summary>Why this recipient was not reached.</summary>
    /// <param name="recipient">A failed or delayed recipient.</param>
    /// <param name="reportingMta">The host that wrote the report; named as the one that checked us when no refusing host is known, never used to choose a provider's rules.</param>
    public Verdict Diagnose(ReportedRecipient recipient, string? reportingMta)
    {
        var diagnostic = Refusal.Of(SenderExplanation.Remove(recipient.Diagnostic), recipient.RemoteMta, recipient.Status) with { Stage = recipient.Stage };
        var weighing = new Weighing(rules);
        weighing.AddWords(diagnostic, "diagnostic");
        var refusal = diagnostic;
        if (weighing.IsUndecided && SenderExplanation.Remove(recipient.NoticeText) is { } notice)
        {
            var told = Refusal.Of(notice, recipient.RemoteMta, recipient.Status) with { IsNotice = true, Stage = recipient.Stage };
            weighing.AddWords(told, "notice");
            refusal = diagnostic.Words.Length == 0 ? told : diagnostic;
        }

        refusal = WithCodesOfNotice(refusal, recipient);
        weighing.AddCodes(refusal, recipient);
        return Conclude(weighing.Candidates, refusal, recipient, recipient.RemoteMta ?? reportingMta);
    }

    // The words may be those of the one who reports, or only a part of what he quotes; the codes he was given may stand elsewhere in the notice.
    private static Refusal WithCodesOfNotice(Refusal refusal, ReportedRecipient recipient)
    {
        if (SenderExplanation.Remove(recipient.NoticeText) is not { } notice)
        {
            return refusal;
        }

        var status = refusal.TextStatus ?? recipient.Status;
        if (status is null && EnhancedStatusCode.Find(notice) is { } found && (refusal.ReplyCode is not { } reply || reply / 100 == found.Class))
        {
            return refusal with { TextStatus = found, Reply = refusal.Reply ?? ReplyOf(notice, found) };
        }

        return refusal.Reply is null && status is { } known ? refusal with { Reply = ReplyOf(notice, known) } : refusal;
    }

    private static SmtpReply? ReplyOf(string notice, EnhancedStatusCode status) =>
        SmtpReply.Find(notice) is { } reply && reply.Code / 100 == status.Class ? reply : null;

    private Verdict Conclude(IReadOnlyList<Candidate> candidates, Refusal refusal, ReportedRecipient recipient, string? receiver)
    {
        var status = StatusChoice.Choose(refusal.TextStatus, recipient.Status, refusal.ReplyCode, rules.Statuses, out var conflict);
        var decision = candidates.Count > 0 ? InKnownDomain(candidates[0], recipient) : new Candidate("none", rules.Unclassified, Confidence.Low, "", "nothing", VerdictStep.Nothing);
        var words = decision.Where == "notice" ? SenderExplanation.Remove(recipient.NoticeText) : refusal.Words;
        return new Verdict
        {
            Reason = decision.Reason,
            Severity = SeverityOf(decision, recipient, refusal.ReplyCode, status),
            Fixer = decision.Source?.Fixer ?? decision.Reason.Fixer,
            Confidence = decision.Confidence,
            Rule = decision.Rule,
            Status = status,
            ReplyCode = refusal.ReplyCode,
            Authentication = AuthenticationWords.Read(decision.Reason.Code, decision.Source?.Authentication, refusal with { Words = words ?? "" }, receiver),
            Evidence = new VerdictEvidence(decision.Words, decision.Where, decision.Step, Overruled(candidates, decision.Reason), conflict),
        };
    }

    // An alias of the same domain led there: the domain is known, so it is the mailbox that is not.
    private Candidate InKnownDomain(Candidate decision, ReportedRecipient recipient) =>
        decision.Reason == rules.UnknownDomain && recipient is { OriginalRecipient: { } from, FinalRecipient: { } to } && !from.Equals(to, StringComparison.OrdinalIgnoreCase)
            && from[(from.LastIndexOf('@') + 1)..].Equals(to[(to.LastIndexOf('@') + 1)..], StringComparison.OrdinalIgnoreCase)
            ? decision with { Reason = rules.UnknownMailbox, Source = null }
            : decision;

    private static Severity SeverityOf(Candidate decision, ReportedRecipient recipient, int? replyCode, EnhancedStatusCode? status)
    {
        if (recipient.Action == RecipientAction.Delayed)
        {
            return Severity.Delay;
        }

        // A reply decides how final a refusal is; where none is quoted, the rule's own word goes before the class of the status.
        var usual = decision.Source?.Severity ?? decision.Reason.Severity;
        var temporary = replyCode is { } reply ? reply < 500 : decision.Source?.Severity is null && status?.Class == 4;
        return usual == Severity.Hard && (temporary || recipient.QueueExpired) ? Severity.Soft : usual;
    }

    // The same code in the words and in the Status field is one voice.
    private static List<OverruledVoice> Overruled(IReadOnlyList<Candidate> candidates, FailureReason reason) =>
    [
        .. candidates
            .Where(candidate => candidate.Reason != reason)
            .DistinctBy(candidate => candidate.Rule, StringComparer.Ordinal)
            .Select(candidate => new OverruledVoice(candidate.Rule, candidate.Reason.Code, candidate.Step, candidate.Where))
            .Take(MostOverruled),
    ];
}
