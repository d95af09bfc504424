using System.Globalization;
using System.Text;

using BounceProcessor.Diagnosis;
using BounceProcessor.Intake.Quarantine;

namespace BounceProcessor.Host.Commands.Quarantine;

/// <summary>Mails in quarantine as text for people; what comes from mails is made safe for the terminal.</summary>
internal static class QuarantineText
{
    /// <summary>A table with a line a mail.</summary>
    public static IEnumerable<string> Table(IEnumerable<QuarantineEntry> entries)
    {
        var table = new TextTable(
            ("id", true), ("set aside (UTC)", false), ("mailbox", false), ("key", false), ("company", false), ("state", false), ("tries", true), ("bytes", true), ("fault", false));
        foreach (var entry in entries)
        {
            table.Add(
                Number(entry.Id), Time(entry.QuarantinedAt), entry.Mailbox, entry.MailKey, Company(entry), entry.State, Number(entry.Attempts),
                Number(entry.SizeBytes), QuarantineEntry.FirstLine(entry.Fault));
        }

        return table.Lines();
    }

    /// <summary>One mail with what happened to it.</summary>
    public static string Page(QuarantineEntry entry, IReadOnlyList<QuarantineHistoryEntry> history)
    {
        var text = new StringBuilder();
        foreach (var (label, value) in Fields(entry).Where(field => field.Value.Length > 0))
        {
            text.Append(label.PadRight(18)).Append(TerminalText.Safe(value)).Append('\n');
        }

        text.Append('\n');
        foreach (var one in history)
        {
            text.Append(TerminalText.Safe($"{Time(one.At)}  {one.By}: {one.Action}{(one.Note is null ? "" : $" ({one.Note})")}")).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Text of several lines, each made safe.</summary>
    public static string Lines(string text) =>
        string.Concat(text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => TerminalText.Safe(line) + "\n"));

    /// <summary>What came of trying a mail again, on one line.</summary>
    public static string Outcome(RetryOutcome outcome) => TerminalText.Safe(outcome switch
    {
        { Result: RetryResult.Filed, Mail: { } mail } => FormattableString.Invariant(
            $"{outcome.Id}: filed ({mail.Kind?.ToCode() ?? "unknown"}, {mail.Result.ToCode()}), {CountText.Of(mail.Added.Count, "event")} added, {mail.Updated.Count} gone on with"),
        { Result: RetryResult.FailedAgain, Fault: { } fault } => FormattableString.Invariant($"{outcome.Id}: failed again ({QuarantineEntry.FirstLine(fault)})"),
        _ => FormattableString.Invariant($"{outcome.Id}: there is no mail of that number that waits or is stuck"),
    });

    private static (string Label, string Value)[] Fields(QuarantineEntry entry) =>
    [
        ("quarantine", Number(entry.Id)),
        ("state", entry.State),
        ("mailbox", entry.Mailbox),
        ("key", $"{entry.MailKey}, generation {entry.Generation}"),
        ("company", Company(entry)),
        ("received (UTC)", Time(entry.ReceivedAt)),
        ("set aside (UTC)", Time(entry.QuarantinedAt)),
        ("tries", entry.LastAttemptAt is { } last ? $"{Number(entry.Attempts)}, the last at {Time(last)}" : Number(entry.Attempts)),
        ("failed under", entry.Fingerprint),
        ("decided (UTC)", entry.DecidedAt is { } decided ? Time(decided) : ""),
        ("size", $"{CountText.Of(entry.SizeBytes, "byte")}{(entry.HeadersOnly ? ", the headers alone" : "")}"),
        ("fault", QuarantineEntry.FirstLine(entry.Fault)),
    ];

    private static string Company(QuarantineEntry entry) => entry.Company.Length == 0 ? "(unresolved)" : entry.Company;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
