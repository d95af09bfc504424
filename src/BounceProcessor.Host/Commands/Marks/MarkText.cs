using System.Globalization;
using System.Text;

using BounceProcessor.Marks;

namespace BounceProcessor.Host.Commands.Marks;

/// <summary>Marks as text for people; what comes from mails is made safe for the terminal.</summary>
internal static class MarkText
{
    /// <summary>A table with a line a mark.</summary>
    public static IEnumerable<string> Table(IEnumerable<AddressMark> marks, DateTimeOffset now)
    {
        var table = new TextTable(
            ("mark", true), ("since (UTC)", false), ("company", false), ("address", false), ("kind", false), ("reason", false), ("event", true), ("until (UTC)", false), ("state", false));
        foreach (var mark in marks)
        {
            table.Add(
                Number(mark.Id), Time(mark.Since), mark.Company, mark.Address, mark.MarkKind, mark.Reason ?? "", mark.EventId is { } id ? Number(id) : "",
                mark.ExpiresAt is { } end ? Time(end) : "", State(mark, now));
        }

        return table.Lines();
    }

    /// <summary>One mark with what happened to it.</summary>
    public static string Page(AddressMark mark, IReadOnlyList<MarkHistoryEntry> history, DateTimeOffset now)
    {
        var text = new StringBuilder();
        foreach (var (label, value) in Fields(mark, now).Where(field => !string.IsNullOrEmpty(field.Value)))
        {
            text.Append(label.PadRight(18)).Append(TerminalText.Safe(value ?? "")).Append('\n');
        }

        text.Append('\n');
        foreach (var one in history)
        {
            var about = string.Join(", ", new[]
            {
                one.MarkKind, one.Reason, one.EventId is { } id ? $"event {Number(id)}" : null, one.ExpiresAt is { } end ? $"until {Time(end)}" : null, one.Note,
            }.OfType<string>());
            text.Append(TerminalText.Safe($"{Time(one.ChangedAt)}  {one.ChangedBy}: {one.MarkChange} ({about})")).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A table with a line a correction.</summary>
    public static IEnumerable<string> Table(IEnumerable<AddressCorrection> corrections)
    {
        var table = new TextTable(("id", true), ("corrected (UTC)", false), ("customer", false), ("old", false), ("new", false), ("event", true), ("mail", true), ("by", false));
        foreach (var one in corrections)
        {
            table.Add(
                Number(one.Id), Time(one.CorrectedAt), one.Customer ?? "", one.OldAddress, one.NewAddress,
                one.EventId is { } id ? Number(id) : "", one.SentMailId is { } mail ? Number(mail) : "", one.CorrectedBy);
        }

        return table.Lines();
    }

    private static (string Label, string? Value)[] Fields(AddressMark mark, DateTimeOffset now) =>
    [
        ("mark", Number(mark.Id)),
        ("address", mark.Address),
        ("company", mark.Company),
        ("state", State(mark, now)),
        ("kind", mark.MarkKind),
        ("reason", mark.Reason),
        ("since (UTC)", Time(mark.Since)),
        ("until (UTC)", mark.ExpiresAt is { } end ? Time(end) : "released by hand"),
        ("event", mark.EventId is { } id ? Number(id) : null),
        ("marked by", mark.MarkedBy),
        ("note", mark.Note),
        ("released (UTC)", mark.ReleasedAt is { } released ? Time(released) : null),
        ("released by", mark.ReleasedBy),
        ("released because", mark.ReleaseReason),
        ("release note", mark.ReleaseNote),
    ];

    private static string State(AddressMark mark, DateTimeOffset now) =>
        mark.IsInForce(now) ? "in force" : mark.ReleasedAt is null ? "expired" : "released";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
