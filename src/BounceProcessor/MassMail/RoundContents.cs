using BounceProcessor.Diagnosis;
using BounceProcessor.Marks;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.MassMail;

/// <summary>Makes the requests of rows whose turn it is, a bounded number of bytes at once.</summary>
internal sealed class RoundContents(BatchStore store, BatchParties parties, AddressMarks marks)
{
    private const long MostBytes = 16 * 1024 * 1024;

    /// <summary>Who sends and what; looked at anew for each round, for settings change.</summary>
    /// <returns>What rows share, or why the whole cannot go on.</returns>
    public async Task<(RoundPreparation? Preparation, LocalizedText? Fault)> PrepareAsync(Batch batch, CancellationToken cancellationToken)
    {
        var (party, faults) = await parties.FindAsync(batch.Company, batch.UserCode, cancellationToken);
        if (party is null)
        {
            return (null, faults is [var fault, ..] ? fault : null);
        }

        var (letters, templateFaults) = BatchLetters.Of(batch, party.Letters);
        return letters is null
            ? (null, templateFaults is [var faulty, ..] ? faulty.Text : null)
            : (new RoundPreparation(batch, party, letters, await store.CommonFilesAsync(batch.Company, batch.Id, cancellationToken)), null);
    }

    /// <summary>The requests of rows, as many as fit; the rest has its turn in the next round.</summary>
    public async Task<IReadOnlyList<RowTurn>> TurnsAsync(RoundPreparation preparation, IReadOnlyList<BatchRow> rows, CancellationToken cancellationToken)
    {
        var marked = await marks.FindAsync(preparation.Batch.Company, [.. rows.Select(row => row.AddressKey).OfType<string>().Distinct()], cancellationToken);
        List<RowTurn> turns = [];
        long bytes = 0;
        foreach (var row in rows)
        {
            var turn = row.AddressKey is { } key && marked.TryGetValue(key, out var mark)
                ? new RowTurn(row, null, RowState.Skipped, [RowCheck.Marked(mark)])
                : await TurnAsync(preparation, row, cancellationToken);
            bytes += turn.Request?.Attachments.Sum(file => (long)file.Content.Length) ?? 0;
            turns.Add(turn);
            if (bytes > MostBytes)
            {
                break;
            }
        }

        return turns;
    }

    /// <summary>The request of one row.</summary>
    public async Task<RowTurn> TurnAsync(RoundPreparation preparation, BatchRow row, CancellationToken cancellationToken)
    {
        var cells = BatchJson.Texts(row.Cells);
        List<BatchFile> files = [.. preparation.Common];
        foreach (var name in preparation.Letters.FilesOf(cells))
        {
            if (await store.FindFileAsync(preparation.Batch.Company, preparation.Batch.Id, name, cancellationToken) is not { } file)
            {
                return new RowTurn(row, null, RowState.Faulty, [NoFile(name)]);
            }

            files.Add(file);
        }

        var (request, faults) = await preparation.Letters.RequestAsync(row.RowNumber, cells, files);
        return new RowTurn(row, request, RowState.Faulty, faults);
    }

    private static MailFault NoFile(string name) => new("attachment", "file-missing", new LocalizedText(
        $"The file \"{TextLine.Of(name)}\" is not kept any more.", $"Faili „{TextLine.Of(name)}“ enam ei hoita."));
}
