using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary>Gathers the diagnostics that no rule claims, those that differ in names and numbers only as one.</summary>
/// <param name="withCodes">Those that only a code decided, too.</param>
internal sealed class UnmatchedWords(bool withCodes)
{
    // So many different ones bound the memory; what is rare comes late and is of little use.
    private const int MostGroups = 100_000;
    private const int LongestExample = 500;

    private readonly Dictionary<string, UnmatchedGroup> _groups = new(StringComparer.Ordinal);

    /// <summary>Recipients that were judged.</summary>
    public long Judged { get; private set; }

    /// <summary>Recipients that no rule claims.</summary>
    public long Unmatched { get; private set; }

    /// <summary>Those among them without any words.</summary>
    public long Wordless { get; private set; }

    /// <summary>The most frequent first.</summary>
    public IReadOnlyList<UnmatchedGroup> Groups =>
        [.. _groups.OrderByDescending(group => group.Value.Count).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Value)];

    /// <summary>Looks at the recipients of a mail.</summary>
    public void Add(MailDiagnosis mail)
    {
        foreach (var (recipient, verdict) in mail.Recipients)
        {
            if (verdict is not null)
            {
                Add(recipient, verdict);
            }
        }
    }

    /// <summary>Looks at one recipient.</summary>
    public void Add(ReportedRecipient recipient, Verdict verdict)
    {
        Judged++;
        if (!IsWanted(verdict))
        {
            return;
        }

        Unmatched++;
        var words = recipient.Diagnostic ?? recipient.NoticeText;
        if (string.IsNullOrWhiteSpace(words))
        {
            Wordless++;
            return;
        }

        var reply = QuotedReply.Within(words);
        var shape = DiagnosticShape.Of(words);
        if (!_groups.TryGetValue(shape.Text, out var group))
        {
            if (_groups.Count >= MostGroups)
            {
                return;
            }

            var decidedBy = verdict.Evidence.Step == VerdictStep.Nothing ? verdict.Reason.Code : $"{verdict.Rule}: {verdict.Reason.Code}";
            group = new UnmatchedGroup(shape, reply.Length > LongestExample ? reply[..LongestExample] : reply, decidedBy);
            _groups.Add(shape.Text, group);
        }

        group.Add(recipient.RemoteMta);
    }

    private bool IsWanted(Verdict verdict) => verdict.Evidence.Step switch
    {
        VerdictStep.Nothing => true,
        VerdictStep.TextCode or VerdictStep.StatusField or VerdictStep.QueueEnded or VerdictStep.ReplyCode or VerdictStep.GeneralCode =>
            withCodes || verdict.Reason.Code == "unclassified",
        _ => false,
    };
}
