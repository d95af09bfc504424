using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;

namespace BounceProcessor.Host.Pages.Senders;

/// <summary>The form of a company as it is being filled in.</summary>
internal sealed class CompanyFields
{
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    public string EventAddress { get; set; } = "";

    /// <summary>One a line.</summary>
    public string Aliases { get; set; } = "";

    public string Language { get; set; } = "et";

    public bool HasMassMail { get; set; }

    /// <summary>One a line.</summary>
    public string SendingAddresses { get; set; } = "";

    public string MailUser { get; set; } = "";

    public string BounceReturn { get; set; } = "";

    public bool OneTransaction { get; set; }

    public string MarkedAddresses { get; set; } = "";

    /// <summary>The form of a company that is there, or of a new one.</summary>
    public static CompanyFields Of(Company company) => new()
    {
        Code = company.Code,
        Name = company.Name,
        EventAddress = company.EventAddress,
        Aliases = string.Join('\n', company.Aliases),
        Language = company.Language,
        HasMassMail = company.HasMassMail,
        SendingAddresses = string.Join('\n', company.SendingAddresses),
        MailUser = company.MailUserCode ?? "",
        BounceReturn = company.BounceReturn.ToCode(),
        OneTransaction = company.OneTransactionPerRecipient,
        MarkedAddresses = company.MarkedAddresses.ToCode(),
    };

    /// <summary>The company as the form says.</summary>
    public Company Company() => new()
    {
        Code = Code,
        Name = Name,
        EventAddress = EventAddress,
        Aliases = Lines(Aliases),
        Language = Language,
        HasMassMail = HasMassMail,
        SendingAddresses = Lines(SendingAddresses),
        MailUserCode = MailUser,
        BounceReturn = Codes.Parse<BounceReturn>(BounceReturn) ?? default,
        OneTransactionPerRecipient = OneTransaction,
        MarkedAddresses = Codes.Parse<MarkedAddressRule>(MarkedAddresses) ?? MarkedAddressRule.Refuse,
    };

    private static string[] Lines(string text) => text.Split(['\n', '\r', ',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
}
