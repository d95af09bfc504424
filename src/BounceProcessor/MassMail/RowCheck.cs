using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.Marks;
using BounceProcessor.MassMail.Recipients;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.MassMail;

/// <summary>Looks at rows before anything is sent: each is composed as the outbox will. A fault is the row's own, the others go on.</summary>
internal sealed class RowCheck(AddressMarks marks, MailComposer composer, TimeProvider time)
{
    /// <summary>Rows with what was found, in their order.</summary>
    public async Task<IReadOnlyList<CheckedRow>> CheckAsync(LoadingSetting setting, IReadOnlyList<RecipientRow> rows, CancellationToken cancellationToken)
    {
        await composer.PrepareAsync(cancellationToken);
        var marked = await marks.FindAsync(
            setting.Party.Company.Code, [.. rows.Select(row => AddressKey.Of(AddressOf(setting, row))).OfType<string>().Distinct()], cancellationToken);
        List<CheckedRow> found = [];
        foreach (var row in rows)
        {
            found.Add(await CheckAsync(setting, row, marked, cancellationToken));
        }

        return found;
    }

    /// <summary>Why a row with a marked address is not sent.</summary>
    public static MailFault Marked(AddressMark mark)
    {
        var why = mark.Reason ?? mark.MarkKind;
        return new MailFault("address", "address-marked", new LocalizedText(
            $"\"{mark.Address}\" is marked as not working since {mark.Since.UtcDateTime:yyyy-MM-dd} ({why}); the row is skipped. Release the mark, or correct the address.",
            $"„{mark.Address}“ on märgitud mittetöötavaks alates {mark.Since.UtcDateTime:dd.MM.yyyy} ({why}); rida jäetakse vahele. Vabastage märge või parandage aadress."));
    }

    private async Task<CheckedRow> CheckAsync(
        LoadingSetting setting, RecipientRow row, IReadOnlyDictionary<string, AddressMark> marked, CancellationToken cancellationToken)
    {
        var address = AddressOf(setting, row);
        var key = AddressKey.Of(address);
        var found = new CheckedRow(row, address, key, BatchLetters.Cell(row.Cells, setting.Letters.Columns.Document), RowState.Ready, [], []);
        if (row.Fault is { } unreadable)
        {
            return found with { State = RowState.Faulty, Faults = [unreadable] };
        }

        if (address.Length == 0)
        {
            return found with { State = RowState.Faulty, Faults = [new MailFault("address", "address-missing", new LocalizedText("The row has no address.", "Real ei ole aadressi."))] };
        }

        var names = setting.Letters.FilesOf(row.Cells);
        var faults = await FaultsAsync(setting, row, names, cancellationToken);
        return faults.Count > 0 ? found with { State = RowState.Faulty, Faults = faults }
            : key is not null && marked.TryGetValue(key, out var mark) ? found with { State = RowState.Skipped, Faults = [Marked(mark)] }
            : found with { Files = names };
    }

    private async Task<List<MailFault>> FaultsAsync(
        LoadingSetting setting, RecipientRow row, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        List<MailFault> faults = [];
        List<BatchFile> contents = [.. setting.Common];
        foreach (var name in names)
        {
            var (content, fault) = setting.Files.Has(name) ? await setting.Files.ReadAsync(name, cancellationToken) : (null, NoFile(name));
            if (content is null)
            {
                faults.Add(new MailFault("attachment", "file-missing", fault ?? NoFile(name)));
            }
            else
            {
                contents.Add(new BatchFile { Name = setting.Files.NameOfFile(name), IsCommon = false, SizeBytes = content.Length, Content = content });
            }
        }

        var (request, lacking) = await setting.Letters.RequestAsync(row.Number, row.Cells, contents);
        faults.AddRange(lacking);
        if (request is not null)
        {
            faults.AddRange(composer.Compose(request, setting.Party.Company, setting.Party.Settings, mailId: 0, time.GetUtcNow()).Faults);
        }

        return faults;
    }

    private static string AddressOf(LoadingSetting setting, RecipientRow row) => BatchLetters.Cell(row.Cells, setting.Letters.Columns.Address) ?? "";

    private static LocalizedText NoFile(string name) => new(
        $"There is no file \"{TextLine.Of(name)}\" among the attachments.", $"Manuste seas ei ole faili „{TextLine.Of(name)}“.");
}
