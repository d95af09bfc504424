using System.Globalization;

using BounceProcessor.MassMail;

namespace BounceProcessor.Host.Commands.MassMail;

/// <summary>Mass mails as lines for a terminal.</summary>
internal static class MailMergeText
{
    /// <summary>Sums in one line.</summary>
    public static string Sums(BatchSums sums) => string.Create(
        CultureInfo.InvariantCulture,
        $"{CountText.Of(sums.Rows, "row")}: {sums.Ready} ready, {sums.Waiting} waiting in the outbox, {sums.Accepted} accepted, {sums.Bounced} bounced, {sums.Refused} refused, {sums.Unsure} unsure, {sums.Suppressed} suppressed, {sums.Faulty} faulty, {sums.Cancelled} cancelled");

    /// <summary>One mass mail with its sums.</summary>
    public static IEnumerable<string> Details(Batch batch, BatchSums sums, IReadOnlyList<BatchHistoryEntry> history)
    {
        yield return $"mass mail         {batch.Id} {batch.Name}";
        yield return $"company, user     {batch.Company}, {batch.UserCode}";
        yield return $"state             {batch.State}";
        if (batch.FaultEn is { } fault)
        {
            yield return $"paused because    {fault}";
        }

        yield return $"subject           {TextLine.Of(batch.SubjectTemplate)}";
        yield return $"mails a minute    {batch.RatePerMinute?.ToString(CultureInfo.InvariantCulture) ?? "no limit"}";
        yield return $"rows              {Sums(sums)}";
        foreach (var entry in history)
        {
            yield return $"{entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}  {entry.Action} by {entry.ChangedBy}";
        }
    }

    /// <summary>What a row would be.</summary>
    public static IEnumerable<string> Preview(RowPreview preview)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"row {preview.RowNumber}, to {preview.Address}");
        foreach (var fault in preview.Faults)
        {
            yield return $"  not sent: {fault.Text.En}";
        }

        foreach (var header in preview.Headers)
        {
            yield return $"  {header}";
        }

        foreach (var (name, size) in preview.Files)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  file: {name}, {CountText.Of(size, "byte")}");
        }

        foreach (var (head, text) in new[] { ("--- text", preview.Text), ("--- HTML", preview.Html) })
        {
            if (text is not null)
            {
                yield return head;
                foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
                {
                    yield return line;
                }
            }
        }
    }
}
