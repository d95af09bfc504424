using System.Globalization;
using System.Text;
using System.Text.Json;

using BounceProcessor.Events;
using BounceProcessor.Rediagnosis;

namespace BounceProcessor.Host.Commands.Rediagnosing;

/// <summary>Tells what a rediagnosis changes: event by event while it goes on, and in a table at the end. Holds one row for each pair of reasons.</summary>
internal sealed class RediagnosisListing(RediagnosisRequest request, RediagnosisView view, TextWriter output, Progress progress)
    : IProgress<RediagnosisProgress>
{
    private readonly Dictionary<(ChangeKind What, string From, string To), (long Count, long? Example)> _groups = [];

    /// <summary>So far.</summary>
    public RediagnosisSums Sums { get; private set; } = new();

    /// <inheritdoc/>
    public void Report(RediagnosisProgress value)
    {
        Sums = value.Sums;
        progress.Report($"{CountText.Long(value.Sums.Mails, "mail")} judged again, {CountText.Long(value.Sums.Changed, "event")} changed; mail {value.Position:N0} of {value.LastMail:N0}");
        foreach (var change in value.Changes)
        {
            Count(change);
            if (view.Events)
            {
                progress.Clear();
                output.WriteLine(view.Json ? JsonSerializer.Serialize(Row(change), RediagnosisJson.Readable.ChangedEvent) : Line(Row(change)));
            }
        }
    }

    /// <summary>The end of the output: the table and the sums.</summary>
    /// <param name="sums">Of the whole.</param>
    /// <param name="isWhole">False when it was stopped before the end.</param>
    public string End(RediagnosisSums sums, bool isWhole)
    {
        ChangeGroup[] groups = [.. _groups
            .Select(group => new ChangeGroup(Word(group.Key.What), group.Key.From, group.Key.To, group.Value.Count, group.Value.Example))
            .OrderBy(group => group.Change, StringComparer.Ordinal)
            .ThenByDescending(group => group.Count)
            .ThenBy(group => group.From + group.To, StringComparer.Ordinal)];
        return view.Json
            ? JsonSerializer.Serialize(new RediagnosisReport(request.Apply, isWhole, sums, groups), RediagnosisJson.Readable.RediagnosisReport) + "\n"
            : Table(groups) + SumLines(sums, isWhole);
    }

    private static string Table(ChangeGroup[] groups)
    {
        if (groups.Length == 0)
        {
            return "";
        }

        var text = new StringBuilder(Row("change", "from", "to", "events", "example"));
        foreach (var group in groups)
        {
            var to = group.From == group.To ? "(the same, other evidence)" : group.To;
            text.Append(Row(
                group.Change, group.From, group.Change is "missing" or "closed" ? "" : to, Number(group.Count), group.Example is { } id ? Number(id) : ""));
        }

        return text.Append('\n').ToString();
    }

    private string SumLines(RediagnosisSums sums, bool isWhole)
    {
        var would = request.Apply ? "" : "would be ";
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{CountText.Of(sums.Mails, "mail")} looked at: {sums.NotPossible} without bytes, {sums.Failed} failed.\n")
            .Append(CultureInfo.InvariantCulture, $"{CountText.Of(sums.Events, "event")} judged again: {sums.Changed} {would}changed, {sums.Added} {would}added, {sums.Closed} {would}closed; of {sums.Missing} the recipient is not found any more, {(sums.Missing == 1 ? "it stays" : "they stay")}.\n");
        if (sums.Companies > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{CountText.Of(sums.Companies, "unresolved mail")} {(!request.Apply ? "would be" : sums.Companies == 1 ? "was" : "were")} given to their company.\n");
        }

        return text.Append((request.Apply, isWhole) switch
        {
            (false, true) => "Nothing was changed; --apply writes it.\n",
            (false, false) => "Stopped before the end; nothing was changed.\n",
            (true, false) => "Stopped before the end; the same command goes on here.\n",
            _ => "",
        }).ToString();
    }

    private static ChangedEvent Row(EventChange change) => new(
        Word(change.What),
        change.After.Id == 0 ? null : change.After.Id,
        change.After.MailId,
        change.After.Recipient,
        change.Before is null ? null : ReasonOrKind(change.Before),
        change.Before?.Rule,
        ReasonOrKind(change.After),
        change.After.Rule,
        [.. change.Fields.Select(field => field.Field)]);

    private static string Line(ChangedEvent one)
    {
        var code = one.Event is { } id ? Number(id) : "new";
        var before = one.Before is null ? "" : $"{one.Before} [{one.RuleBefore ?? "-"}] -> ";
        return TerminalText.Safe($"{one.Change,-7} {code,8}  {one.Recipient}: {before}{one.After} [{one.RuleAfter ?? "-"}] ({string.Join(", ", one.Fields)})");
    }

    private void Count(EventChange change)
    {
        var key = (change.What, change.Before is null ? "" : ReasonOrKind(change.Before), ReasonOrKind(change.After));
        var (count, example) = _groups.GetValueOrDefault(key);
        _groups[key] = (count + 1, example ?? (change.After.Id == 0 ? null : change.After.Id));
    }

    private static string ReasonOrKind(EventRecord record) => record.Reason ?? record.Kind;

    private static string Word(ChangeKind what) => what switch
    {
        ChangeKind.Changed => "changed",
        ChangeKind.Added => "added",
        ChangeKind.Missing => "missing",
        _ => "closed",
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Row(string change, string from, string to, string events, string example) =>
        TerminalText.Safe($"{change,-8}  {from,-27}  {to,-27}  {events,8}  {example,8}".TrimEnd()) + "\n";
}
