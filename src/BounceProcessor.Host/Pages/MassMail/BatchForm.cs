using System.Globalization;
using System.Text;

using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail;
using BounceProcessor.MassMail.Templates;

namespace BounceProcessor.Host.Pages.MassMail;

/// <summary>What the form of a new mass mail sends.</summary>
internal sealed class BatchForm
{
    /// <summary>A template file with more bytes is refused.</summary>
    public const int LargestTemplateBytes = 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<BatchFault> _faults = [];

    public string Company { get; set; } = "";

    public string User { get; set; } = "";

    public string Name { get; set; } = "";

    public string Subject { get; set; } = "";

    public string Text { get; set; } = "";

    public string Html { get; set; } = "";

    public string Unsubscribe { get; set; } = "";

    public string Rate { get; set; } = "";

    public string Duplicates { get; set; } = DuplicateRule.AddressAndDocument.ToCode();

    public bool IsAutomatic { get; set; }

    /// <summary>What could not be read of it.</summary>
    public IReadOnlyList<BatchFault> Faults => _faults;

    /// <summary>Reads the fields; a template file counts where the field is empty.</summary>
    public static async Task<BatchForm> ReadAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        var read = new BatchForm
        {
            Company = form["company"].ToString().Trim(),
            User = form["user"].ToString().Trim(),
            Name = form["name"].ToString().Trim(),
            Subject = form["subject"].ToString(),
            Text = form["text"].ToString(),
            Html = form["html"].ToString(),
            Unsubscribe = form["unsubscribe"].ToString().Trim(),
            Rate = form["rate"].ToString().Trim(),
            Duplicates = form["duplicates"].ToString(),
            IsAutomatic = form.ContainsKey("automatic"),
        };
        if (read.Rate.Length > 0 && !int.TryParse(read.Rate, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            read._faults.Add(new BatchFault("rate", new LocalizedText(
                $"\"{TextLine.Of(read.Rate)}\" is no number; write 60, or nothing for no limit.", $"„{TextLine.Of(read.Rate)}“ ei ole arv; kirjutage näiteks 60 või jätke tühjaks, kui piirangut ei ole.")));
        }

        read.Text = await read.TemplateAsync(form.Files, "text-file", read.Text, cancellationToken);
        read.Html = await read.TemplateAsync(form.Files, "html-file", read.Html, cancellationToken);
        return read;
    }

    /// <summary>What is wanted.</summary>
    public NewBatch Wanted(string by) => new()
    {
        Company = Company,
        User = User,
        Name = Name,
        Letter = new LetterSource(Subject, Text, Html, Unsubscribe),
        IsAutomatic = IsAutomatic,
        Duplicates = Codes.Parse<DuplicateRule>(Duplicates) ?? DuplicateRule.AddressAndDocument,
        RatePerMinute = Rate.Length == 0 ? null : int.TryParse(Rate, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) ? rate : 0,
        CreatedBy = by,
    };

    private async Task<string> TemplateAsync(IFormFileCollection files, string field, string written, CancellationToken cancellationToken)
    {
        if (files.GetFile(field) is not { Length: > 0 } file)
        {
            return written;
        }

        var name = TextLine.Of(AttachmentSet.NameOf(file.FileName));
        if (written.Trim().Length > 0)
        {
            _faults.Add(new BatchFault(field, new LocalizedText(
                $"The field above is filled in, so \"{name}\" was not read. Empty the field, or choose no file.", $"Ülemine väli on täidetud, seepärast faili „{name}“ ei loetud. Tühjendage väli või ärge faili valige.")));
            return written;
        }

        if (file.Length > LargestTemplateBytes)
        {
            _faults.Add(new BatchFault(field, new LocalizedText(
                $"\"{name}\" has {file.Length} bytes; at most {LargestTemplateBytes} are read. Leave pictures out of the template and give them as files that go with every letter.",
                $"Failis „{name}“ on {file.Length} baiti; loetakse kuni {LargestTemplateBytes}. Jätke pildid mallist välja ja lisage need failidena, mis lähevad kaasa iga kirjaga.")));
            return written;
        }

        try
        {
            using var reader = new StreamReader(file.OpenReadStream(), Utf8);
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (DecoderFallbackException)
        {
            _faults.Add(new BatchFault(field, new LocalizedText($"\"{name}\" is not UTF-8; save it so.", $"Fail „{name}“ ei ole UTF-8; salvestage see nii.")));
            return written;
        }
    }
}
