using System.Globalization;

using BounceProcessor.Diagnosis;

using CsvHelper;
using CsvHelper.Configuration;

namespace BounceProcessor.MassMail;

/// <summary>Writes what became of every row as CSV. It may be written at any time: it tells what is known then.</summary>
internal sealed class BatchReport(BatchStore store)
{
    private const int RowsAtOnce = 1_000;

    // Separator and byte order mark that a spreadsheet here opens by a double click.
    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture)
    {
        Delimiter = ";",
        NewLine = "\r\n",

        // A cell that begins like a formula would be one.
        InjectionOptions = InjectionOptions.Escape,
    };

    /// <summary>Writes it.</summary>
    /// <param name="batch">Which mass mail.</param>
    /// <param name="language">Of the words: <c>en</c> or <c>et</c>.</param>
    /// <param name="output">Is not closed.</param>
    /// <param name="cancellationToken">Ends it in the middle.</param>
    public async Task WriteAsync(Batch batch, string language, TextWriter output, CancellationToken cancellationToken)
    {
        await using var csv = new CsvWriter(output, Form, leaveOpen: true);
        foreach (var head in Heads)
        {
            csv.WriteField(head.In(language));
        }

        await csv.NextRecordAsync();
        for (long after = 0; ;)
        {
            var rows = await store.RowsAsync(batch.Company, batch.Id, null, after, RowsAtOnce, cancellationToken);
            foreach (var row in rows)
            {
                Write(csv, row, language);
                await csv.NextRecordAsync();
            }

            if (rows.Count < RowsAtOnce)
            {
                break;
            }

            after = rows[^1].RowNumber;
        }

        await csv.FlushAsync();
    }

    private static IReadOnlyList<LocalizedText> Heads =>
    [
        new("row", "rida"), new("address", "aadress"), new("document", "dokument"), new("result", "tulemus"), new("what happened", "mis juhtus"),
        new("server's reply", "serveri vastus"), new("mail", "kiri"), new("event", "sündmus"), new("changed (UTC)", "muutus (UTC)"),
    ];

    private static void Write(CsvWriter csv, BatchRow row, string language)
    {
        csv.WriteField(row.RowNumber);
        csv.WriteField(row.Address);
        csv.WriteField(row.Document);
        csv.WriteField(RowPlaces.Of(row.State, row.Sending, row.Returned).ToCode());
        csv.WriteField(string.Join(" ", BatchJson.Faults(row.Faults).Select(fault => fault.Text.In(language))));
        csv.WriteField(row.Reply);
        csv.WriteField(row.SentMailId);
        csv.WriteField(row.EventId);
        csv.WriteField(row.ChangedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
    }
}
