using BounceProcessor.Diagnosis;

namespace BounceProcessor.Companies;

/// <summary>A row of the table companies.</summary>
internal sealed record CompanyRow
{
    public required string Company { get; init; }

    public required string Name { get; init; }

    public string? EventAddress { get; init; }

    public required string Language { get; init; }

    public required bool HasMassMail { get; init; }

    public string? MailUser { get; init; }

    public required string BounceReturn { get; init; }

    public required bool OneTransactionPerRecipient { get; init; }

    public required string MarkedAddresses { get; init; }

    /// <summary>As it is stored; an event address that the code gives is not.</summary>
    public static CompanyRow Of(Company company) => new()
    {
        Company = company.Code.ToLowerInvariant(),
        Name = company.Name,
        EventAddress = company.EventAddress.Length == 0 ? null : company.EventAddress,
        Language = company.Language,
        HasMassMail = company.HasMassMail,
        MailUser = company.MailUserCode,
        BounceReturn = company.BounceReturn.ToCode(),
        OneTransactionPerRecipient = company.OneTransactionPerRecipient,
        MarkedAddresses = company.MarkedAddresses.ToCode(),
    };

    /// <summary>What the history compares; names as the command line writes them.</summary>
    public static Dictionary<string, string?> Fields(Company company) => new()
    {
        ["company"] = company.Code.ToLowerInvariant(),
        ["name"] = company.Name,
        ["event-address"] = company.EventAddress.Length == 0 ? null : company.EventAddress,
        ["alias"] = List(company.Aliases),
        ["language"] = company.Language,
        ["mass-mail"] = company.HasMassMail ? "true" : "false",
        ["sending-address"] = List(company.SendingAddresses),
        ["mail-user"] = company.MailUserCode,
        ["bounce-return"] = company.BounceReturn.ToCode(),
        ["one-transaction"] = company.OneTransactionPerRecipient ? "true" : "false",
        ["marked-addresses"] = company.MarkedAddresses.ToCode(),
    };

    private static string? List(IReadOnlyList<string> addresses) => addresses.Count == 0 ? null : string.Join(", ", addresses);
}
