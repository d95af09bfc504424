using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail.Recipients;
using BounceProcessor.Marks;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.MassMail;

/// <summary>Looks at rows before anything is sent: each fault is the row's own, the others go on.</summary>
internal sealed class RowCheck(Company company, BatchLetters letters, AttachmentSet files, IReadOnlyList<BatchFile> common)
{
    /// <summary>The address of a row as written; empty without one.</summary>
    public string AddressOf(RecipientRow row) => BatchLetters.Cell(row.Cells, letters.Columns.Address) ?? "";

    /// <summary>A row with what was found.</summary>
    /// <param name="row">The row.</param>
    /// <param name="marks">The marks in force on the addresses of this and other rows.</param>
    public async Task<CheckedRow> CheckAsync(RecipientRow row, IReadOnlyDictionary<string, AddressMark> marks)
    {
        var address = AddressOf(row);
        var key = AddressKey.Of(address);
        var document = BatchLetters.Cell(row.Cells, letters.Columns.Document);
        if (row.Fault is { } unreadable)
        {
            return new CheckedRow(row, address, key, document, RowState.Faulty, [unreadable], []);
        }

        var names = letters.FilesOf(row.Cells);
        List<MailFault> faults = [.. AddressFaults(address, key), .. names.Where(name => !files.Has(name)).Select(NoFile)];
        var (_, lacking) = await letters.RequestAsync(row.Number, row.Cells, [.. common, .. names.Select(Placeholder)]);
        faults.AddRange(lacking);
        if (faults.Count > 0)
        {
            return new CheckedRow(row, address, key, document, RowState.Faulty, faults, []);
        }

        return key is not null && marks.TryGetValue(key, out var mark)
            ? new CheckedRow(row, address, key, document, RowState.Skipped, [Marked(mark)], [])
            : new CheckedRow(row, address, key, document, RowState.Ready, [], names);
    }

    /// <summary>Why a row with a marked address is not sent.</summary>
    public static MailFault Marked(AddressMark mark)
    {
        var why = mark.Reason ?? mark.MarkKind;
        return new MailFault("address", "address-marked", new LocalizedText(
            $"\"{mark.Address}\" is marked as not working since {mark.Since.UtcDateTime:yyyy-MM-dd} ({why}); the row is skipped. Release the mark, or correct the address.",
            $"„{mark.Address}“ on märgitud mittetöötavaks alates {mark.Since.UtcDateTime:dd.MM.yyyy} ({why}); rida jäetakse vahele. Vabasta märge või paranda aadress."));
    }

    private IEnumerable<MailFault> AddressFaults(string address, string? key)
    {
        if (address.Length == 0)
        {
            yield return new MailFault("address", "address-missing", new LocalizedText("The row has no address.", "Real ei ole aadressi."));
        }
        else if (key is null)
        {
            yield return new MailFault("address", "address-invalid", new LocalizedText(
                $"\"{TextLine.Of(address)}\" is no mail address; write one such as mari@firma.ee.", $"„{TextLine.Of(address)}“ ei ole meiliaadress; kirjuta näiteks mari@firma.ee."));
        }
        else if (OwnAddresses.IsEventAddress(company, key))
        {
            yield return new MailFault("address", "mail-loop", new LocalizedText(
                $"\"{TextLine.Of(address)}\" is the event address of this company: the letter would come back as an event.",
                $"„{TextLine.Of(address)}“ on selle ettevõtte sündmuste aadress: kiri tuleks sündmusena tagasi."));
        }
    }

    private static MailFault NoFile(string name) => new("attachment", "file-missing", new LocalizedText(
        $"There is no file \"{TextLine.Of(name)}\" among the attachments.", $"Manuste seas ei ole faili „{TextLine.Of(name)}“."));

    private static BatchFile Placeholder(string name) => new() { Name = name, IsCommon = false, SizeBytes = 0 };
}
