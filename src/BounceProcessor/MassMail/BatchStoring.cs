using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.MassMail;

/// <summary>Stores the rows of one draft with the files they name, within the limits.</summary>
internal sealed class BatchStoring(BatchDrafts drafts, Batch batch, AttachmentSet files, MassMailOptions options)
{
    private readonly HashSet<string> _stored = new(StringComparer.OrdinalIgnoreCase);
    private long _fileBytes;

    /// <summary>Rows stored so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Stores the files that go with every letter.</summary>
    public async Task AddCommonAsync(IReadOnlyList<BatchFile> common, CancellationToken cancellationToken)
    {
        _stored.UnionWith(common.Select(file => file.Name));
        _fileBytes += common.Sum(file => file.SizeBytes);
        await drafts.AddAsync(batch, [], common, cancellationToken);
    }

    /// <summary>Stores rows; the files they name first, one at a time.</summary>
    /// <returns>Which limit of the whole was met; <see langword="null"/> for none.</returns>
    public async Task<BatchFault?> AddAsync(IReadOnlyList<CheckedRow> rows, CancellationToken cancellationToken)
    {
        List<CheckedRow> stored = [];
        foreach (var row in rows)
        {
            stored.Add(await StoreFilesAsync(row, cancellationToken) is { } fault ? row with { State = RowState.Faulty, Faults = [.. row.Faults, fault] } : row);
        }

        Rows += rows.Count;
        if (Rows > options.MostRows)
        {
            return new BatchFault("recipients", new LocalizedText(
                $"The list has more than {options.MostRows} rows; divide it, or raise MassMail:MostRows.", $"Loendis on üle {options.MostRows} rea; jagage see osadeks või suurendage sätet MassMail:MostRows."));
        }

        if (_fileBytes > options.MostFileBytes)
        {
            return new BatchFault("attachments", new LocalizedText(
                $"The attachments have more than {options.MostFileBytes} bytes together; divide the list, or raise MassMail:MostFileBytes.",
                $"Manuseid on kokku üle {options.MostFileBytes} baidi; jagage loend osadeks või suurendage sätet MassMail:MostFileBytes."));
        }

        await drafts.AddAsync(batch, stored, [], cancellationToken);
        return null;
    }

    private async Task<MailFault?> StoreFilesAsync(CheckedRow row, CancellationToken cancellationToken)
    {
        foreach (var name in row.Files.Where(name => !_stored.Contains(name)))
        {
            var (content, fault) = await files.ReadAsync(name, cancellationToken);
            if (content is null)
            {
                return new MailFault("attachment", "file-unreadable", fault ?? new LocalizedText($"File \"{name}\" is gone.", $"Faili „{name}“ ei ole enam."));
            }

            _fileBytes += content.Length;
            if (_fileBytes > options.MostFileBytes)
            {
                return null;
            }

            await drafts.AddAsync(batch, [], [new BatchFile { Name = files.NameOfFile(name), IsCommon = false, SizeBytes = content.Length, Content = content }], cancellationToken);
            _stored.Add(name);
        }

        return null;
    }
}
