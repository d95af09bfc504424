using System.CommandLine;

using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Host.Commands.Sending;

/// <summary>What <c>bounceproc send</c> is told, put together to a request.</summary>
internal sealed class SendOptions
{
    private readonly Argument<string?> _file = new("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "A mail (.eml) or a request (.json)." };
    private readonly Option<string?> _company = new("--company") { HelpName = "CODE", Description = "Code of the company." };
    private readonly Option<string?> _user = new("--user") { HelpName = "CODE", Description = "Code of the user who sends." };
    private readonly Option<string?> _from = new("--from") { HelpName = "ADDRESS", Description = "Another From than the user's e-mail; one of the company's sending addresses." };
    private readonly Option<string[]> _to = new("--to") { HelpName = "ADDRESS", Description = "To; may be given again." };
    private readonly Option<string[]> _cc = new("--cc") { HelpName = "ADDRESS", Description = "Cc; may be given again." };
    private readonly Option<string[]> _bcc = new("--bcc") { HelpName = "ADDRESS", Description = "Bcc; may be given again." };
    private readonly Option<string?> _subject = new("--subject") { HelpName = "TEXT", Description = "The subject." };
    private readonly Option<string?> _text = new("--text") { HelpName = "FILE", Description = "File with the plain text, UTF-8; - reads standard input." };
    private readonly Option<string?> _html = new("--html") { HelpName = "FILE", Description = "File with the HTML, UTF-8." };
    private readonly Option<string[]> _attach = new("--attach") { HelpName = "FILE", Description = "A file to go with it; may be given again." };
    private readonly Option<string?> _customer = new("--customer") { HelpName = "CODE", Description = "Customer or contact code." };
    private readonly Option<string?> _document = new("--document") { HelpName = "TEXT", Description = "Source document, such as \"invoice 1024\"." };
    private readonly Option<string?> _key = new("--key") { HelpName = "TEXT", Description = "The same key of the same company is the same mail." };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_file);
        foreach (var option in new Option[] { _company, _user, _from, _to, _cc, _bcc, _subject, _text, _html, _attach, _customer, _document, _key })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The request, or all that is missing or cannot be read.</summary>
    public async Task<(MailRequest? Request, IReadOnlyList<string> Faults)> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        var file = parsed.GetValue(_file) is { } name ? await RequestFile.ReadAsync(name, faults, cancellationToken) : null;
        var company = parsed.GetValue(_company) ?? file?.Company;
        var user = parsed.GetValue(_user) ?? file?.User;
        Require(company, "--company", faults);
        Require(user, "--user", faults);
        IReadOnlyList<MailRecipient> recipients =
        [
            .. file?.Recipients ?? [],
            .. Addressees(parsed.GetValue(_to), RecipientKind.To),
            .. Addressees(parsed.GetValue(_cc), RecipientKind.Cc),
            .. Addressees(parsed.GetValue(_bcc), RecipientKind.Bcc),
        ];
        if (recipients.Count == 0)
        {
            faults.Add("--to is missing; name a recipient.");
        }

        var text = await TextAsync(parsed.GetValue(_text), "--text", faults, cancellationToken);
        var html = await TextAsync(parsed.GetValue(_html), "--html", faults, cancellationToken);
        var attachments = new List<MailAttachment>(file?.Attachments ?? []);
        foreach (var path in parsed.GetValue(_attach) ?? [])
        {
            if (await BytesAsync(path, "--attach", faults, cancellationToken) is { } bytes)
            {
                attachments.Add(new MailAttachment(Path.GetFileName(path), null, bytes, null));
            }
        }

        var request = (file ?? new MailRequest { Company = "", User = "", Recipients = [], Subject = "" }) with
        {
            Company = company ?? "",
            User = user ?? "",
            From = parsed.GetValue(_from) ?? file?.From,
            Recipients = recipients,
            Subject = parsed.GetValue(_subject) ?? file?.Subject ?? "",
            Text = text ?? file?.Text,
            Html = html ?? file?.Html,
            Attachments = attachments,
            Customer = parsed.GetValue(_customer) ?? file?.Customer,
            Document = parsed.GetValue(_document) ?? file?.Document,
            IdempotencyKey = parsed.GetValue(_key) ?? file?.IdempotencyKey,
        };
        return faults.Count == 0 ? (request, []) : (null, faults);
    }

    private static IEnumerable<MailRecipient> Addressees(string[]? addresses, RecipientKind kind) =>
        (addresses ?? []).Select(address => new MailRecipient(kind, address, null));

    private static void Require(string? value, string option, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            faults.Add($"{option} is missing.");
        }
    }

    private static async Task<string?> TextAsync(string? path, string option, List<string> faults, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return null;
        }

        if (path == "-")
        {
            return await Console.In.ReadToEndAsync(cancellationToken);
        }

        return await BytesAsync(path, option, faults, cancellationToken) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF') : null;
    }

    internal static async Task<byte[]?> BytesAsync(string path, string option, List<string> faults, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{option} \"{path}\" cannot be read ({fault.Message}).");
            return null;
        }
    }
}
