using System.Globalization;
using System.Text;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary>A coverage report as text for people.</summary>
internal static class CoverageText
{
    /// <param name="report">The numbers.</param>
    /// <param name="withUnused">List the rules that were not used.</param>
    public static string Of(CoverageReport report, bool withUnused)
    {
        var text = new StringBuilder(16 * 1024);
        var what = report.Samples > 0 ? CountText.Long(report.Samples, "sample of the rules", "samples of the rules") : CountText.Long(report.Mails, "mail");
        text.Append(CultureInfo.InvariantCulture, $"{what}, {CountText.Long(report.Recipients, "recipient")} with a verdict.\n");
        Table(text, "decided by", report.Steps.Where(row => row.Count > 0).Select(row => (row, ExplanationWords.Of(Codes.Parse<VerdictStep>(row.Code) ?? VerdictStep.Nothing).En)));
        Table(text, "reason", report.Reasons.Select(row => (row, row.Code)));
        Table(text, "code, where no rule decided", report.Codes.Select(row => (row, row.Code)));
        text.Append("\nrecipients  rule\n");
        foreach (var rule in report.Rules)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Number(rule.Count),10}  {Named(rule)}\n");
        }

        var all = report.Rules.Count + report.Unused.Count;
        text.Append(CultureInfo.InvariantCulture, $"\n{Number(report.Rules.Count)} of {CountText.Long(all, "rule")} {(report.Rules.Count == 1 ? "was" : "were")} used, {Number(report.Unused.Count)} {(report.Unused.Count == 1 ? "was" : "were")} not{(withUnused || report.Unused.Count == 0 ? "" : "; --unused lists them")}.\n");
        if (withUnused)
        {
            foreach (var rule in report.Unused)
            {
                text.Append(CultureInfo.InvariantCulture, $"            {Named(rule)}\n");
            }
        }

        return text.ToString();
    }

    private static void Table(StringBuilder text, string head, IEnumerable<(CoverageReport.Row Row, string Name)> rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"\nrecipients   share  {head}\n");
        foreach (var (row, name) in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Number(row.Count),10}  {row.Share * 100,5:F1}%  {name}\n");
        }
    }

    private static string Named(CoverageReport.RuleRow rule) => string.Create(CultureInfo.InvariantCulture, $"{rule.Rule,-36} {rule.Reason,-26} {rule.File}, line {rule.Line}");

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
