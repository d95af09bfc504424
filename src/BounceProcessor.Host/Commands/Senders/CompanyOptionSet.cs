using System.CommandLine;

using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;

namespace BounceProcessor.Host.Commands.Senders;

/// <summary>The options of <c>company set</c>; what is not given stays.</summary>
internal sealed class CompanyOptionSet
{
    private readonly Option<string?> _name = SenderWork.Text("--name", "TEXT", "Its name, as people know it.");
    private readonly Option<string?> _eventAddress = SenderWork.Text("--event-address", "ADDRESS", "Where its bounces come home; empty: the code at the event domain.");
    private readonly Option<string[]> _aliases = List("--alias", "Further address whose mail is its own, or @ and a domain. Give it once for each; together they replace those before.");
    private readonly Option<string?> _language = SenderWork.Coded("--language", "Language of what is written to its people.", ["en", "et"]);
    private readonly Option<bool?> _massMail = new("--mass-mail") { HelpName = "true|false", Description = "It has the mass-mail module." };
    private readonly Option<string[]> _sending = List("--sending-address", "Address, or @ and a domain, that its users may send as beside their own e-mail. Give it once for each.");
    private readonly Option<string?> _mailUser = SenderWork.Text("--mail-user", "USER", "Code of the user whose SMTP settings are everyone's base (Meili saatmise kasutaja kood).");
    private readonly Option<string?> _bounceReturn = SenderWork.Coded("--bounce-return", "Where bounces of the modes Directo and SMTP go.", Codes.All<BounceReturn>());
    private readonly Option<bool?> _oneTransaction = new("--one-transaction") { HelpName = "true|false", Description = "Each recipient by itself in every mode." };
    private readonly Option<string?> _marked = SenderWork.Coded("--marked-addresses", "What happens to a mail to a marked address.", Codes.All<MarkedAddressRule>());

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _name, _eventAddress, _aliases, _language, _massMail, _sending, _mailUser, _bounceReturn, _oneTransaction, _marked })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The company with what was given.</summary>
    public Company Apply(ParseResult parsed, Company before) => before with
    {
        Name = parsed.GetValue(_name) ?? before.Name,
        EventAddress = parsed.GetValue(_eventAddress) ?? before.EventAddress,
        Aliases = Given(parsed, _aliases) ?? before.Aliases,
        Language = parsed.GetValue(_language) ?? before.Language,
        HasMassMail = parsed.GetValue(_massMail) ?? before.HasMassMail,
        SendingAddresses = Given(parsed, _sending) ?? before.SendingAddresses,
        MailUserCode = parsed.GetValue(_mailUser) ?? before.MailUserCode,
        BounceReturn = Codes.Parse<BounceReturn>(parsed.GetValue(_bounceReturn)) ?? before.BounceReturn,
        OneTransactionPerRecipient = parsed.GetValue(_oneTransaction) ?? before.OneTransactionPerRecipient,
        MarkedAddresses = Codes.Parse<MarkedAddressRule>(parsed.GetValue(_marked)) ?? before.MarkedAddresses,
    };

    private static Option<string[]> List(string name, string description) => new(name) { HelpName = "ADDRESS", Description = description };

    private static string[]? Given(ParseResult parsed, Option<string[]> option) =>
        parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option) : null;
}
