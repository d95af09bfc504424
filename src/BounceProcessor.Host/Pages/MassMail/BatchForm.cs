using System.Globalization;

using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail;
using BounceProcessor.MassMail.Templates;

namespace BounceProcessor.Host.Pages.MassMail;

/// <summary>What the form of a new mass mail sends.</summary>
internal sealed class BatchForm
{
    private const int LargestTemplateBytes = 1024 * 1024;

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

    /// <summary>Reads the fields; a template file counts where the field is empty.</summary>
    public static async Task<BatchForm> ReadAsync(IFormCollection form, CancellationToken cancellationToken) => new()
    {
        Company = form["company"].ToString().Trim(),
        User = form["user"].ToString().Trim(),
        Name = form["name"].ToString().Trim(),
        Subject = form["subject"].ToString(),
        Text = await TemplateAsync(form, "text", cancellationToken),
        Html = await TemplateAsync(form, "html", cancellationToken),
        Unsubscribe = form["unsubscribe"].ToString().Trim(),
        Rate = form["rate"].ToString().Trim(),
        Duplicates = form["duplicates"].ToString(),
        IsAutomatic = form.ContainsKey("automatic"),
    };

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

    private static async Task<string> TemplateAsync(IFormCollection form, string field, CancellationToken cancellationToken)
    {
        var written = form[field].ToString();
        if (written.Trim().Length > 0 || form.Files.GetFile(field + "-file") is not { Length: > 0 and <= LargestTemplateBytes } file)
        {
            return written;
        }

        using var reader = new StreamReader(file.OpenReadStream());
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
