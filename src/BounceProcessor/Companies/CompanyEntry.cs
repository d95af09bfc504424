using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Companies;

/// <summary>One company of <see cref="CompanyOptions.List"/>.</summary>
public sealed class CompanyEntry
{
    /// <summary>The company's code: letters, digits, <c>.</c>, <c>_</c>, <c>-</c>; at most 64.</summary>
    public string Code { get; set; } = "";

    /// <summary>Addresses outside the event domain that are this company's: <c>bounces@firmanimi.example</c>, or <c>@firmanimi.example</c> for the whole domain.</summary>
    public IReadOnlyList<string> Aliases { get; set; } = [];

    /// <summary>Its name, as people know it. Default empty, the code.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where its bounces come home. Default empty, the code at <see cref="CompanyOptions.EventDomain"/>.</summary>
    public string EventAddress { get; set; } = "";

    /// <summary>Language of what is written to its people: <c>en</c> or <c>et</c>. Default <c>et</c>.</summary>
    [AllowedValues("en", "et")]
    public string Language { get; set; } = "et";

    /// <summary>It has the mass-mail module. Default false.</summary>
    public bool MassMail { get; set; }

    /// <summary>Addresses, or <c>@</c> and a domain, that its users may send as beside their own e-mail. Default none.</summary>
    public IReadOnlyList<string> SendingAddresses { get; set; } = [];

    /// <summary>Code of the user whose SMTP settings are everyone's base (<i>Meili saatmise kasutaja kood</i>). Default empty, nobody.</summary>
    public string MailUser { get; set; } = "";

    /// <summary>Where the bounces of the modes Directo and SMTP go. Default SenderAddress.</summary>
    [EnumDataType(typeof(BounceReturn))]
    public BounceReturn BounceReturn { get; set; } = BounceReturn.SenderAddress;

    /// <summary>One SMTP transaction a recipient in every mode. Default false.</summary>
    public bool OneTransactionPerRecipient { get; set; }

    /// <summary>What happens to a mail to a marked address. Default Refuse.</summary>
    [EnumDataType(typeof(MarkedAddressRule))]
    public MarkedAddressRule MarkedAddresses { get; set; } = MarkedAddressRule.Refuse;

    /// <summary>How long its raw mails are kept, in days. Default 0, as usual; 0 to 36,500.</summary>
    [Range(0, 36_500)]
    public int RawMailDays { get; set; }

    /// <summary>How long its events are kept, in days. Default 0, as usual; 0 to 36,500.</summary>
    [Range(0, 36_500)]
    public int EventDays { get; set; }
}
