using BounceProcessor.Diagnosis;
using BounceProcessor.Intake;

namespace BounceProcessor.Host.Commands;

/// <summary>Tells what a run does: how far it is, and in a dry run what it would file.</summary>
internal sealed class IntakeReport(string mailbox, bool isDryRun, TextWriter output, Progress progress) : IProgress<IntakeProgress>
{
    /// <inheritdoc/>
    public void Report(IntakeProgress value)
    {
        progress.Report($"{mailbox}: {CountText.Long(value.Seen, "mail")} seen, {CountText.Long(value.Done, "new one")} done");
        if (!isDryRun)
        {
            return;
        }

        foreach (var mail in value.Batch)
        {
            output.WriteLine(TerminalText.Safe($"{mailbox}: {mail.Entry.Key}: {Outcome(mail)}"));
        }
    }

    /// <summary>The sums of a run on one line.</summary>
    public static string Line(RunSummary run, bool isDryRun)
    {
        var events = isDryRun ? "would add" : "added";
        return FormattableString.Invariant(
            $"{run.Mailbox}: {run.Seen} seen = {run.Known} known + {run.New} new; new = {CountText.Of(run.Bounces, "bounce")} + {CountText.Of(run.NotBounces, "other")} + {CountText.Of(run.Duplicates, "duplicate")} + {run.Quarantined} quarantined + {run.Left} left; {events} {CountText.Of(run.EventsAdded, "event")}, went on with {run.EventsUpdated}.");
    }

    private static string Outcome(MailOutcome mail)
    {
        var company = mail.Company.Length == 0 ? "unresolved" : mail.Company;
        var events = mail.Added.Concat(mail.Updated)
            .Select(filed => string.Join(' ', new[] { filed.Recipient, filed.Reason, filed.Severity }.Where(word => !string.IsNullOrEmpty(word))))
            .Where(words => words.Length > 0);
        var what = mail.Result switch
        {
            MailResult.Duplicate => "was filed before",
            MailResult.NotOurs => "no bounce of a mail that we sent, would be left untouched",
            MailResult.Quarantined => $"would go to quarantine ({mail.Fault})",
            _ => mail.Kind?.ToCode() ?? "unknown",
        };
        return string.Join(", ", new[] { $"{what} for {company}" }.Concat(events));
    }
}
