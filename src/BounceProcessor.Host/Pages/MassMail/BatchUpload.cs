using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail;
using BounceProcessor.MassMail.Recipients;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Pages.MassMail;

/// <summary>Makes a draft of what was uploaded.</summary>
internal sealed class BatchUpload(BatchLoading loading, IOptions<MassMailOptions> options)
{
    /// <summary>Makes it.</summary>
    /// <returns>The draft's number, or what is wrong.</returns>
    public async Task<(long? Id, IReadOnlyList<LocalizedText> Faults)> LoadAsync(BatchForm form, IFormFileCollection files, string by, CancellationToken cancellationToken)
    {
        if (files.GetFile("recipients") is not { Length: > 0 } file)
        {
            return (null, [new LocalizedText("There is no file of recipients; choose one.", "Saajate faili ei ole; valige see.")]);
        }

        if (file.Length > options.Value.LargestListBytes)
        {
            return (null, [new LocalizedText(
                $"The file of recipients has {file.Length} bytes; at most {options.Value.LargestListBytes} are read.", $"Saajate failis on {file.Length} baiti; loetakse kuni {options.Value.LargestListBytes}.")]);
        }

        await using var stream = file.OpenReadStream();
        var reading = await RecipientFile.OpenAsync(stream, cancellationToken);
        if (reading.List is not { } list)
        {
            return (null, reading.Faults);
        }

        var outcome = await loading.LoadAsync(form.Wanted(by), list, new BatchFiles(Files(files, "attachments"), Files(files, "common")), null, cancellationToken);
        return (outcome.Batch?.Id, [.. outcome.Faults, .. outcome.TemplateFaults.Select(fault => fault.Text)]);
    }

    private AttachmentSet Files(IFormFileCollection files, string field) => AttachmentSet.Of(
        files.GetFiles(field).Where(file => file.FileName.Length > 0).Select(file => (file.FileName, (Func<Stream>)file.OpenReadStream)), options.Value.LargestFileBytes);
}
