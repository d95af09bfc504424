using System.Globalization;
using System.Text;

using BounceProcessor.Diagnosis;
using BounceProcessor.Intake;

namespace BounceProcessor.Host.Commands.Runs;

/// <summary>Runs as text for people.</summary>
internal static class RunText
{
    /// <summary>A table with a line a run.</summary>
    public static IEnumerable<string> Table(IEnumerable<(RunSummary Run, RunState State)> runs)
    {
        var table = new TextTable(
            ("id", true), ("start (UTC)", false), ("mailbox", false), ("state", false), ("runs", true), ("took", true), ("seen", true), ("known", true),
            ("new", true), ("bounces", true), ("others", true), ("duplicates", true), ("quarantined", true), ("left", true), ("events", true),
            ("settled", true), ("error", false));
        foreach (var (run, state) in runs)
        {
            table.Add(
                Number(run.Id), Time(run.StartedAt), run.Mailbox, state.ToCode(), Number(run.Times), Took(run), Number(run.Seen), Number(run.Known),
                Number(run.New), Number(run.Bounces), Number(run.NotBounces), Number(run.Duplicates), Number(run.Quarantined), Number(run.Left),
                Number(run.EventsAdded + run.EventsUpdated), Number(run.Settled), Error(run, state));
        }

        return table.Lines();
    }

    /// <summary>A mail that its mailbox does not hand over, on one line.</summary>
    public static string Left(LeftMail mail) => TerminalText.Safe(FormattableString.Invariant(
        $"{mail.Mailbox}: mail {mail.Key} is not handed over ({mail.Fault}); asked for {CountText.Of(mail.Attempts, "time")} since {Time(mail.FirstTriedAt)}, again at {Time(mail.NextTryAt)}."));

    /// <summary>One run in full.</summary>
    public static string Page(RunSummary run, RunState state)
    {
        var text = new StringBuilder();
        foreach (var (label, value) in Fields(run, state).Where(field => field.Value.Length > 0))
        {
            text.Append(label.PadRight(18)).Append(TerminalText.Safe(value)).Append('\n');
        }

        return text.ToString();
    }

    private static (string Label, string Value)[] Fields(RunSummary run, RunState state) =>
    [
        ("run", Number(run.Id)),
        ("mailbox", run.Mailbox),
        ("company", run.Company),
        ("state", state.ToCode()),
        ("runs", run.Times == 1 ? "" : $"{Number(run.Times)}, which did nothing and ended alike; the sums are theirs together"),
        ("start (UTC)", Time(run.StartedAt)),
        ("last start (UTC)", run.LastStartedAt is { } last ? Time(last) : ""),
        ("end (UTC)", run.EndedAt is { } end ? Time(end) : ""),
        ("took", Took(run)),
        ("seen", $"{Number(run.Seen)} = {Number(run.Known)} known + {Number(run.New)} new"),
        ("new", $"{Number(run.New)} = {CountText.Of(run.Bounces, "bounce")} + {CountText.Of(run.NotBounces, "other")} + {CountText.Of(run.Duplicates, "duplicate")} + {Number(run.Quarantined)} quarantined + {Number(run.Left)} left"),
        ("events", $"{Number(run.EventsAdded)} added, {Number(run.EventsUpdated)} gone on with"),
        ("settled", Number(run.Settled)),
        ("error", Error(run, state)),
    ];

    private static string Error(RunSummary run, RunState state) => state == RunState.Killed
        ? "its process was killed; what it committed is known, the rest is read again"
        : run.Error ?? "";

    private static string Took(RunSummary run)
    {
        if (run.EndedAt is null)
        {
            return "";
        }

        var took = TimeSpan.FromMilliseconds(run.WorkedMs);
        return took < TimeSpan.FromMinutes(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.00} s")
            : took.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture).TrimStart('0').TrimStart('.');
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
