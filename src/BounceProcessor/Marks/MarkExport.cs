using System.Globalization;
using System.Runtime.CompilerServices;

using CsvHelper;
using CsvHelper.Configuration;

namespace BounceProcessor.Marks;

/// <summary>The suppression list as CSV: for mailing programs, and for people with a spreadsheet.</summary>
internal sealed class MarkExport(AddressMarks marks)
{
    private const int PageSize = 500;

    // A spreadsheet would take an address that begins with = or + for a formula.
    private static readonly CsvConfiguration Csv = new(CultureInfo.InvariantCulture) { NewLine = "\r\n", InjectionOptions = InjectionOptions.Escape };

    /// <summary>Writes all marks of a filter, newest first, with a line of names above.</summary>
    /// <returns>How many.</returns>
    public async Task<long> WriteAsync(MarkFilter filter, TextWriter output, CancellationToken cancellationToken)
    {
        await using var csv = new CsvWriter(output, Csv, leaveOpen: true);
        await LineAsync(csv, ["address", "company", "kind", "reason", "since", "expires", "event", "marked_by", "note", "released"]);
        var written = 0L;
        await foreach (var mark in AllAsync(filter, cancellationToken))
        {
            await LineAsync(csv,
            [
                mark.Address, mark.Company, mark.MarkKind, mark.Reason, Time(mark.Since), Time(mark.ExpiresAt),
                mark.EventId?.ToString(CultureInfo.InvariantCulture), mark.MarkedBy, mark.Note, Time(mark.ReleasedAt),
            ]);
            written++;
        }

        await csv.FlushAsync();
        return written;
    }

    private async IAsyncEnumerable<AddressMark> AllAsync(MarkFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<long> seen = [];
        for (var page = 1; ; page++)
        {
            var found = await marks.ListAsync(filter, page, PageSize, cancellationToken);
            foreach (var mark in found.Marks.Where(mark => seen.Add(mark.Id)))
            {
                yield return mark;
            }

            if (found.Marks.Count < PageSize)
            {
                yield break;
            }
        }
    }

    private static async Task LineAsync(CsvWriter csv, IEnumerable<string?> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }

        await csv.NextRecordAsync();
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
