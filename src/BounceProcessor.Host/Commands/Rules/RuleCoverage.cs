using System.Runtime.InteropServices;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary>Counts what decided.</summary>
internal sealed class RuleCoverage(RuleBook book)
{
    private readonly Dictionary<VerdictStep, long> _steps = [];
    private readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _rules = new(StringComparer.Ordinal);
    private long _mails;
    private long _samples;
    private long _recipients;

    /// <summary>Counts the recipients of a mail.</summary>
    public void Add(MailDiagnosis mail)
    {
        _mails++;
        foreach (var recipient in mail.Recipients)
        {
            if (recipient.Verdict is { } verdict)
            {
                Add(verdict);
            }
        }
    }

    /// <summary>Counts the samples of the rules, each as one recipient.</summary>
    public void AddSamples()
    {
        var diagnoser = new Diagnoser(book);
        foreach (var rule in book.Entries)
        {
            _samples++;
            Add(diagnoser.Diagnose(QuotedReply.ToRecipient(rule.Sample, rule.SampleHost, null, null), null));
        }
    }

    /// <summary>The numbers so far.</summary>
    public CoverageReport Report()
    {
        var entries = book.Entries;
        var ids = entries.Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        CoverageReport.RuleRow[] rules = [.. entries.Select(rule => new CoverageReport.RuleRow(
            rule.Id, rule.Reason.Code, rule.File, rule.Line, _rules.GetValueOrDefault(rule.Id)))];
        return new CoverageReport(
            _mails,
            _samples,
            _recipients,
            [.. Enum.GetValues<VerdictStep>().Select(step => Row(step.ToCode(), _steps.GetValueOrDefault(step)))],
            [.. Sorted(_reasons)],
            [.. rules.Where(rule => rule.Count > 0).OrderByDescending(rule => rule.Count).ThenBy(rule => rule.Rule, StringComparer.Ordinal)],
            [.. Sorted(_rules.Where(rule => !ids.Contains(rule.Key)))],
            [.. rules.Where(rule => rule.Count == 0)]);
    }

    private IEnumerable<CoverageReport.Row> Sorted(IEnumerable<KeyValuePair<string, long>> counts) => counts
        .OrderByDescending(entry => entry.Value)
        .ThenBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => Row(entry.Key, entry.Value));

    private CoverageReport.Row Row(string code, long count) => new(code, count, _recipients == 0 ? 0 : Math.Round((double)count / _recipients, 4));

    private void Add(Verdict verdict)
    {
        _recipients++;
        Count(_steps, verdict.Evidence.Step);
        Count(_reasons, verdict.Reason.Code);
        Count(_rules, verdict.Rule);
    }

    private static void Count<T>(Dictionary<T, long> counts, T key)
        where T : notnull => CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
}
