using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail;
using BounceProcessor.MassMail.Recipients;
using BounceProcessor.MassMail.Templates;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Pages.MassMail;

/// <summary>Makes a draft of what was uploaded.</summary>
internal sealed class BatchUpload(BatchLoading loading, IOptions<MassMailOptions> options)
{
    /// <summary>Makes it.</summary>
    /// <returns>The draft's number, or what is wrong with which field of the form.</returns>
    public async Task<(long? Id, IReadOnlyList<SettingFault> Faults)> LoadAsync(BatchForm form, IFormFileCollection files, string by, CancellationToken cancellationToken)
    {
        List<BatchFault> faults = [.. form.Faults];
        var file = files.GetFile("recipients");
        if (file is not { Length: > 0 })
        {
            faults.Add(Fault("There is no file of recipients; choose one.", "Saajate faili ei ole; valige see."));
        }
        else if (file.Length > options.Value.LargestListBytes)
        {
            faults.Add(Fault(
                $"The file of recipients has {file.Length} bytes; at most {options.Value.LargestListBytes} are read. Divide it, or raise MassMail:LargestListBytes.",
                $"Saajate failis on {file.Length} baiti; loetakse kuni {options.Value.LargestListBytes}. Jagage see osadeks või suurendage sätet MassMail:LargestListBytes."));
        }

        return file is null || faults.Count > 0 ? (null, Shown(faults)) : await ReadAsync(form, files, file, by, cancellationToken);
    }

    private async Task<(long? Id, IReadOnlyList<SettingFault> Faults)> ReadAsync(
        BatchForm form, IFormFileCollection files, IFormFile file, string by, CancellationToken cancellationToken)
    {
        await using var stream = file.OpenReadStream();
        var reading = await RecipientFile.OpenAsync(stream, cancellationToken);
        if (reading.List is not { } list)
        {
            return (null, Shown(reading.Faults.Select(text => new BatchFault("recipients", text))));
        }

        var outcome = await loading.LoadAsync(form.Wanted(by), list, new BatchFiles(Files(files, "attachments"), Files(files, "common")), null, cancellationToken);
        return (outcome.Batch?.Id, Shown(outcome.Faults.Concat(outcome.TemplateFaults.Select(fault => new BatchFault(FieldOf(fault.Part), fault.Text)))));
    }

    private static string FieldOf(LetterPart part) => part switch
    {
        LetterPart.Subject => "subject",
        LetterPart.Text => "text",
        LetterPart.Html => "html",
        _ => "unsubscribe",
    };

    private static BatchFault Fault(string en, string et) => new("recipients", new LocalizedText(en, et));

    // The form's fields show them as those of every other form.
    private static IReadOnlyList<SettingFault> Shown(IEnumerable<BatchFault> faults) => [.. faults.Select(fault => new SettingFault("mass-mail", fault.Field, null, fault.Text))];

    private AttachmentSet Files(IFormFileCollection files, string field) => AttachmentSet.Of(
        files.GetFiles(field).Where(file => file.FileName.Length > 0).Select(file => (file.FileName, (Func<Stream>)file.OpenReadStream)), options.Value.LargestFileBytes);
}
