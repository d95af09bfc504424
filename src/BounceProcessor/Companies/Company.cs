namespace BounceProcessor.Companies;

/// <summary>A company that sends mail and whose bounces come home.</summary>
public sealed record Company
{
    /// <summary>Letters, digits, <c>.</c>, <c>_</c>, <c>-</c>; at most 64. As the configuration spells it, else lower case; upper and lower case are the same company.</summary>
    public required string Code { get; init; }

    /// <summary>Its name, as people know it; the code when it has none.</summary>
    public required string Name { get; init; }

    /// <summary>Where its bounces come home: <c>firmanimi@event.data.directo.ee</c>.</summary>
    public required string EventAddress { get; init; }

    /// <summary>Further addresses that are its own: an address, or <c>@</c> and a domain.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Language of what it writes to its people: <c>en</c> or <c>et</c>.</summary>
    public string Language { get; init; } = "et";

    /// <summary>It has the mass-mail module.</summary>
    public bool HasMassMail { get; init; }

    /// <summary>Addresses, or <c>@</c> and a domain, that its users may send as beside their own e-mail.</summary>
    public IReadOnlyList<string> SendingAddresses { get; init; } = [];

    /// <summary>System setting <i>Meili saatmise kasutaja kood</i>: code of the user whose SMTP settings are everyone's base; <see langword="null"/> when there is none.</summary>
    public string? MailUserCode { get; init; }

    /// <summary>Where the bounces of the modes Directo and SMTP go.</summary>
    public BounceReturn BounceReturn { get; init; } = BounceReturn.SenderAddress;

    /// <summary>One SMTP transaction a recipient in every mode; Directo-Reply-To does so always.</summary>
    public bool OneTransactionPerRecipient { get; init; }

    /// <summary>What happens to a mail to a marked address.</summary>
    public MarkedAddressRule MarkedAddresses { get; init; } = MarkedAddressRule.Refuse;

    /// <summary>It stands in the configuration, so it cannot be changed on pages.</summary>
    public bool IsConfigured { get; init; }
}
