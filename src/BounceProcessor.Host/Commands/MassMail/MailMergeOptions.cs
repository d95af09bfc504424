using System.CommandLine;

using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail;

namespace BounceProcessor.Host.Commands.MassMail;

/// <summary>The options of <c>bounceproc mailmerge</c> itself.</summary>
internal sealed class MailMergeOptions
{
    private const int MostRate = 100_000;

    private readonly Option<string> _company = new("--company") { HelpName = "CODE", Description = "Code of the company." };
    private readonly Option<string> _user = new("--user") { HelpName = "CODE", Description = "Code of the user who sends." };

    private readonly Option<string[]> _template = new("--template")
    {
        HelpName = "FOLDER|FILE",
        Description = "A folder with subject.txt, text.txt and html.html, or such files one by one.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _recipients = new("--recipients") { HelpName = "FILE.csv", Description = "The list of recipients." };
    private readonly Option<string?> _subject = new("--subject") { HelpName = "TEXT", Description = "The subject's template, instead of a file." };
    private readonly Option<string?> _attachments = new("--attachments") { HelpName = "FOLDER", Description = "Where the files are that rows name in the column \"attachment\"." };

    private readonly Option<string[]> _attach = new("--attach")
    {
        HelpName = "FILE",
        Description = "A file that goes with every letter; one that the HTML names as cid:FILE is shown in it.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _name = new("--name") { HelpName = "TEXT", Description = "What the mass mail is called; without it the name of the list." };
    private readonly Option<string?> _from = new("--from") { HelpName = "ADDRESS", Description = "A sending address of the company instead of the user's e-mail." };
    private readonly Option<string?> _unsubscribe = new("--unsubscribe") { HelpName = "ADDRESS|LINK", Description = "Template of an address or https link for List-Unsubscribe." };
    private readonly Option<bool> _automatic = new("--automatic") { Description = "No person wrote it (invoices): Auto-Submitted, so that no automatic reply answers." };

    private readonly Option<string> _duplicates = new("--duplicates")
    {
        HelpName = "RULE",
        Description = $"When a second row with an address is a fault: {string.Join(", ", Codes.All<DuplicateRule>())}.",
        DefaultValueFactory = _ => DuplicateRule.AddressAndDocument.ToCode(),
    };

    private readonly Option<int?> _throttle = new("--throttle") { HelpName = "N", Description = "At most N mails a minute, 1 to 100000." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Look at everything; send nothing and keep nothing." };
    private readonly Option<long?> _preview = new("--preview") { HelpName = "ROW", Description = "Show this row as it would go out, and send nothing. Without ROW the first.", Arity = ArgumentArity.ZeroOrOne };

    public MailMergeOptions()
    {
        _duplicates.AcceptOnlyFromAmong([.. Codes.All<DuplicateRule>()]);
        _throttle.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var rate) || rate is < 1 or > MostRate))
            {
                result.AddError($"--throttle is \"{result.Tokens[0].Value}\"; write a number from 1 to {MostRate}.");
            }
        });
    }

    /// <summary>In the order of the help.</summary>
    public IEnumerable<Option> All =>
        [_company, _user, _template, _recipients, _subject, _attachments, _attach, _name, _from, _unsubscribe, _automatic, _duplicates, _throttle, _dryRun, _preview];

    /// <summary>Those without which nothing can be done.</summary>
    public IEnumerable<Option> Needed => [_company, _user, _template, _recipients];

    /// <summary>What was written.</summary>
    public MailMergeRequest Read(ParseResult parsed) => new()
    {
        Company = parsed.GetValue(_company) ?? "",
        User = parsed.GetValue(_user) ?? "",
        Templates = parsed.GetValue(_template) ?? [],
        Recipients = parsed.GetValue(_recipients) ?? "",
        Subject = parsed.GetValue(_subject),
        Name = parsed.GetValue(_name),
        From = parsed.GetValue(_from),
        Unsubscribe = parsed.GetValue(_unsubscribe),
        Attachments = parsed.GetValue(_attachments),
        Attach = parsed.GetValue(_attach) ?? [],
        IsAutomatic = parsed.GetValue(_automatic),
        Duplicates = Codes.Parse<DuplicateRule>(parsed.GetValue(_duplicates)) ?? DuplicateRule.AddressAndDocument,
        Throttle = parsed.GetValue(_throttle),
        IsTrial = parsed.GetValue(_dryRun),
        IsPreview = parsed.GetResult(_preview) is not null,
        PreviewRow = parsed.GetValue(_preview),
    };
}
