using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons.Matching;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Gathers what speaks for which reason at one recipient, most weighty first.</summary>
internal sealed class Weighing(RuleBook rules)
{
    private readonly List<Candidate> _candidates = [];
    private readonly List<Candidate> _queue = [];
    private readonly List<Candidate> _hints = [];
    private readonly List<RuleMatch> _matches = [];
    private bool _atMail;

    public IReadOnlyList<Candidate> Candidates => _candidates;

    /// <summary>Nothing spoke so far, not even a hint.</summary>
    public bool IsUndecided => _candidates.Count == 0 && _hints.Count == 0;

    /// <summary>Adds the rules that the words match, then the code inside the words.</summary>
    /// <param name="refusal">The words.</param>
    /// <param name="where">As in <see cref="VerdictEvidence.MatchedIn"/>.</param>
    public void AddWords(Refusal refusal, string where)
    {
        _atMail = refusal.Stage == "MAIL";
        _matches.Clear();
        rules.Match(refusal, _matches);
        foreach (var match in _matches)
        {
            var tier = match.Rule.Set.Tier;
            var candidate = new Candidate(match.Rule.Id, match.Rule.Reason, Sureness(match, refusal, where), match.Words, where, StepOf(tier)) { Source = match.Rule };
            ListOf(tier).Add(tier == RuleTier.Operator || OfStage(candidate.Reason) == candidate.Reason ? candidate : candidate with { Reason = rules.SenderRefused, Source = null });
        }

        if (refusal.TextStatus is { } code)
        {
            AddSpecific(code, where, VerdictStep.TextCode);
        }

        _candidates.AddRange(_queue);
        _queue.Clear();
    }

    /// <summary>Adds what is left when no words decided: the Status field, hints, the queue's end, the reply code, X.Y.0.</summary>
    public void AddCodes(Refusal refusal, ReportedRecipient recipient)
    {
        if (recipient.Status is { } status)
        {
            AddSpecific(status, "status", VerdictStep.StatusField);
        }

        // A code of content says more than a hint, a code of policy more than a hint at a wrong address.
        AddGeneral(OfSubject(6, refusal.TextStatus), "diagnostic");
        AddGeneral(OfSubject(6, recipient.Status), "status");
        var (inWords, inField) = (OfSubject(7, refusal.TextStatus), OfSubject(7, recipient.Status));
        var refused = inWords is not null || inField is not null;
        _candidates.AddRange(_hints.Where(hint => !refused || hint.Reason.Severity != Severity.Hard));
        if (recipient.QueueExpired)
        {
            _candidates.Add(new Candidate("queue/expired", rules.TimedOut, Confidence.Medium, "", "queue", VerdictStep.QueueEnded));
        }

        if (refused)
        {
            AddGeneral(inWords, "diagnostic");
            AddGeneral(inField, "status");
            _candidates.AddRange(_hints.Where(hint => hint.Reason.Severity == Severity.Hard));
        }

        if (refusal.ReplyCode is { } reply && rules.Statuses.Reply(reply, recipient.Stage) is { } reason)
        {
            _candidates.Add(new Candidate($"reply/{reply}", reason, Confidence.Low, $"{reply}", "reply", VerdictStep.ReplyCode));
        }

        AddGeneral(refusal.TextStatus, "diagnostic");
        AddGeneral(recipient.Status, "status");
        if (recipient.Action == RecipientAction.Delayed)
        {
            _candidates.Add(new Candidate("queue/delayed", rules.TimedOut, Confidence.Low, "", "queue", VerdictStep.GeneralCode));
        }
    }

    // Refused at MAIL FROM: the address that does not exist is the sender's.
    private FailureReason OfStage(FailureReason reason) => _atMail && reason.Severity == Severity.Hard ? rules.SenderRefused : reason;

    private static EnhancedStatusCode? OfSubject(int subject, EnhancedStatusCode? status) => status?.Subject == subject ? status : null;

    private List<Candidate> ListOf(RuleTier tier) => tier switch
    {
        RuleTier.Queue => _queue,
        RuleTier.Hint => _hints,
        _ => _candidates,
    };

    private static VerdictStep StepOf(RuleTier tier) => tier switch
    {
        RuleTier.Operator => VerdictStep.Operator,
        RuleTier.Provider => VerdictStep.Provider,
        RuleTier.Queue => VerdictStep.QueueWords,
        RuleTier.Hint => VerdictStep.Hint,
        _ => VerdictStep.Words,
    };

    private void AddSpecific(EnhancedStatusCode code, string where, VerdictStep step)
    {
        if (rules.Statuses.Specific(code) is { } meaning)
        {
            var text = code.ToString();
            _candidates.Add(new Candidate("status/" + text, OfStage(meaning.Reason), meaning.Confidence, text, where, step));
        }
    }

    private void AddGeneral(EnhancedStatusCode? status, string where)
    {
        if (status is { } code && rules.Statuses.General(code) is { } meaning)
        {
            var text = code.ToString();
            _candidates.Add(new Candidate("status/" + text, OfStage(meaning.Reason), meaning.Confidence, text, where, VerdictStep.GeneralCode));
        }
    }

    // High: the provider's own words. Else a specific code confirms or contradicts general words. Words of the notice are one step less sure.
    private Confidence Sureness(RuleMatch match, Refusal refusal, string where)
    {
        var sureness = match.Rule.Confidence ?? match.Rule.Set.Tier switch
        {
            RuleTier.Hint => Confidence.Low,
            RuleTier.Provider or RuleTier.Operator => Confidence.High,
            _ => Confirmed(match.Rule.Reason, refusal.TextStatus ?? refusal.FieldStatus),
        };
        return where == "notice" && sureness != Confidence.Low ? sureness + 1 : sureness;
    }

    private Confidence Confirmed(FailureReason reason, EnhancedStatusCode? status)
    {
        if (status is not { } code || rules.Statuses.Specific(code) is not { } meaning)
        {
            return Confidence.Medium;
        }

        return meaning.Reason == reason || Refines(reason, meaning.Reason) ? Confidence.High : rules.Statuses.IsWeak(code) ? Confidence.Medium : Confidence.Low;
    }

    // A code says that a check failed, the words say which.
    private static bool Refines(FailureReason reason, FailureReason meaning) =>
        meaning.Code == "authentication-failed" && reason.Code is "spf-failed" or "dkim-failed" or "dmarc-failed";
}
