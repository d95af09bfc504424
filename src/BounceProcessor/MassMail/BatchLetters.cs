using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail.Recipients;
using BounceProcessor.MassMail.Templates;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.MassMail;

/// <summary>Makes the request to send of a row.</summary>
internal sealed class BatchLetters
{
    private const int MostFiles = 20;

    private readonly Batch _batch;
    private readonly LetterTemplate _template;
    private readonly LetterSetting _setting;

    private BatchLetters(Batch batch, LetterTemplate template, LetterSetting setting)
    {
        _batch = batch;
        _template = template;
        _setting = setting;
        Columns = new RecipientColumns(BatchJson.Texts(batch.Columns));
    }

    /// <summary>The columns of its rows.</summary>
    public RecipientColumns Columns { get; }

    /// <summary>Reads the templates of a mass mail.</summary>
    /// <returns>The letters, or all that is wrong with the templates.</returns>
    public static (BatchLetters? Letters, IReadOnlyList<TemplateFault> Faults) Of(Batch batch, LetterSetting setting)
    {
        var (template, faults) = LetterTemplate.Parse(new LetterSource(batch.SubjectTemplate, batch.TextTemplate, batch.HtmlTemplate, batch.UnsubscribeTemplate));
        if (template is null)
        {
            return (null, faults);
        }

        var letters = new BatchLetters(batch, template, setting);
        faults = template.UnknownColumns(letters.Columns.Names);
        return faults.Count > 0 ? (null, faults) : (letters, []);
    }

    /// <summary>The names of the row's own files; parted by <c>|</c> in its cell.</summary>
    public IReadOnlyList<string> FilesOf(IReadOnlyList<string> cells) =>
        Cell(cells, Columns.Attachment)?.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The cell of a column that says something of its own; <see langword="null"/> for an empty one or none.</summary>
    public static string? Cell(IReadOnlyList<string> cells, int column) =>
        column >= 0 && column < cells.Count && !string.IsNullOrWhiteSpace(cells[column]) ? cells[column] : null;

    /// <summary>The request of a row.</summary>
    /// <param name="number">The row's number; with the number of the mass mail it names the mail for ever.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="files">Common files and its own.</param>
    /// <returns>The request, or what the row lacks.</returns>
    public async Task<(MailRequest? Request, IReadOnlyList<MailFault> Faults)> RequestAsync(long number, IReadOnlyList<string> cells, IReadOnlyList<BatchFile> files)
    {
        var (letter, faults) = await _template.RenderAsync(Columns.Names.Zip(cells, KeyValuePair.Create), _setting);
        if (files.Count > MostFiles)
        {
            faults = [.. faults, TooManyFiles(files.Count)];
        }

        return letter is null || faults.Count > 0 ? (null, faults) : (Request(number, cells, letter, files), []);
    }

    private MailRequest Request(long number, IReadOnlyList<string> cells, RenderedLetter letter, IReadOnlyList<BatchFile> files) => new()
    {
        Company = _batch.Company,
        User = _batch.UserCode,
        From = _batch.FromAddress,
        Recipients = [new MailRecipient(RecipientKind.To, Cell(cells, Columns.Address) ?? "", Cell(cells, Columns.Name))],
        Subject = letter.Subject,
        Text = letter.Text,
        Html = letter.Html,
        Attachments = [.. files.Select(file => Attachment(file, letter.Html))],
        Customer = Cell(cells, Columns.Customer),
        Document = Cell(cells, Columns.Document),
        IsAutomatic = _batch.IsAutomatic,
        Unsubscribe = letter.Unsubscribe,
        IdempotencyKey = FormattableString.Invariant($"mass-mail-{_batch.Id}-{number}"),
        BatchId = _batch.Id,
    };

    // <img src="cid:logo.png"> makes the common file logo.png an inline image.
    private static MailAttachment Attachment(BatchFile file, string? html) => new(
        file.Name, null, file.Content, html is not null && file.IsCommon && html.Contains($"cid:{file.Name}", StringComparison.OrdinalIgnoreCase) ? file.Name : null);

    private static MailFault TooManyFiles(int count) => new("attachments", "too-many-files", new LocalizedText(
        $"The letter would have {count} files; at most {MostFiles} go with one.", $"Kirjal oleks {count} faili; ühega läheb kaasa kuni {MostFiles}."));
}
