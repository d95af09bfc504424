using System.CommandLine;
using System.Globalization;
using System.Text;

using BounceProcessor.Database;
using BounceProcessor.Intake;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc retention</c>: a sweep by hand.</summary>
internal static class RetentionCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        The service does this by itself once a day. The database file does not shrink: what is removed leaves room that new mail uses. --compact writes it anew, which
        needs as much room on the disk again and makes other writers wait meanwhile.

        Examples:
          bounceproc retention --dry-run                      what would go now, by company
          bounceproc retention                                remove it
          bounceproc retention --compact                      remove it and give the room back to the disk
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only list what would be removed." };
        var compact = new Option<bool>("--compact") { Description = "Write the database file anew afterwards." };
        var config = ConfigOption.Create();
        var command = new Command("retention", "Removes what is older than the section Retention and the entries of companies say.") { dryRun, compact, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => RunAsync(services, parsed.GetValue(dryRun), parsed.GetValue(compact), parsed.InvocationConfiguration, cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, bool isDryRun, bool compact, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var sweep = services.GetRequiredService<RetentionSweep>();
        var space = services.GetRequiredService<DatabaseSpace>();
        var report = new SweepReport(Progress.OnTerminal(console.Error));
        try
        {
            var sums = isDryRun
                ? await sweep.PreviewAsync(cancellationToken)
                : await sweep.SweepAsync("command line", report, cancellationToken);
            report.Clear();
            await console.Output.WriteAsync(Table(sums, isDryRun ? "would be removed" : "removed").AsMemory(), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            report.Clear();
            await console.Output.WriteAsync(Table(report.Sums, "removed").AsMemory(), CancellationToken.None);
            throw;
        }

        var isWhole = isDryRun || !compact || await space.CompactAsync(cancellationToken);
        var (whole, free) = await space.FindAsync(cancellationToken);
        await console.Output.WriteLineAsync(
            FormattableString.Invariant($"The database has {whole / 1e6:N1} MB, {free / 1e6:N1} of them free.").AsMemory(), cancellationToken);
        if (!isWhole)
        {
            await console.Error.WriteLineAsync(
                "The file is written anew, but another process keeps reading the old pages in its log; it shrinks when that has ended.".AsMemory(), cancellationToken);
        }

        return isWhole ? ExitCode.Fine : ExitCode.Incomplete;
    }

    private static string Table(IReadOnlyList<RetentionSums> sums, string what)
    {
        var text = new StringBuilder(Row("company", "raw mails", "events", "quarantine", "runs", "sent mails"));
        foreach (var one in sums.Where(one => one.Rows > 0))
        {
            text.Append(Row(
                one.Company.Length == 0 ? "(unresolved)" : one.Company, Number(one.RawMails), Number(one.Events), Number(one.Quarantined), Number(one.Runs), Number(one.SentMails)));
        }

        return text.Append(
            CultureInfo.InvariantCulture,
            $"{Sum(one => one.RawMails, "raw mail")}, {Sum(one => one.Events, "event")}, {Sum(one => one.Quarantined, "mail in quarantine", "mails in quarantine")}, {Sum(one => one.Runs, "run")} and {Sum(one => one.SentMails, "sent mail")} {what}.\n").ToString();

        string Sum(Func<RetentionSums, long> of, string word, string? several = null) => CountText.Of(sums.Sum(of), word, several);
    }

    private static string Row(string company, string rawMails, string events, string quarantined, string runs, string sentMails) =>
        TerminalText.Safe($"{company,-24}  {rawMails,10}  {events,10}  {quarantined,10}  {runs,10}  {sentMails,10}") + "\n";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class SweepReport(Progress progress) : IProgress<RetentionSums>
    {
        private readonly RetentionCount _count = new();
        private long _rows;

        public IReadOnlyList<RetentionSums> Sums => _count.Sums;

        public void Report(RetentionSums value)
        {
            _count.Add(value);
            _rows += value.Rows;
            progress.Report($"{CountText.Long(_rows, "row")} removed");
        }

        public void Clear() => progress.Clear();
    }
}
