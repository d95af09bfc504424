using System.Diagnostics.CodeAnalysis;

namespace BounceProcessor.Companies;

/// <summary>All companies as they were at one time: those of the configuration, and those of the database that do not stand there.</summary>
internal sealed class CompanySnapshot
{
    private readonly CompanyOptions _options;
    private readonly Dictionary<string, Company> _companies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);

    /// <param name="options">The configuration.</param>
    /// <param name="stored">The companies of the database.</param>
    /// <param name="version">Of the database.</param>
    public CompanySnapshot(CompanyOptions options, IReadOnlyList<Company> stored, long version)
    {
        _options = options;
        Version = version;
        foreach (var company in options.List.Select(Configured).Concat(stored.Select(Complete)))
        {
            _companies.TryAdd(company.Code, company); // the configuration comes first
        }

        All = [.. _companies.Values.OrderBy(company => company.Code, StringComparer.OrdinalIgnoreCase)];

        // An alias was written on purpose, so it wins over an address that the code of another company gives.
        foreach (var (address, code) in All.SelectMany(company => company.Aliases.Select(alias => (alias, company.Code)))
            .Concat(All.Select(company => (company.EventAddress, company.Code))))
        {
            _addresses.TryAdd(AliasKey(address), code);
        }
    }

    /// <summary>Version of the database that was read; -1 when none was.</summary>
    public long Version { get; }

    /// <summary>All companies by code.</summary>
    public IReadOnlyList<Company> All { get; }

    /// <summary>The company of a code in any spelling.</summary>
    public bool TryFind(string code, [NotNullWhen(true)] out Company? company) => _companies.TryGetValue(code, out company);

    /// <summary>Code of the company that an address is an alias or the event address of; a sub-address (<c>firmanimi+token@</c>) belongs to its address.</summary>
    public string? CodeOf(string local, string domain) =>
        _addresses.GetValueOrDefault(AliasKey($"{local}@{domain}")) ?? _addresses.GetValueOrDefault(AliasKey($"@{domain}"));

    /// <summary>Code of the company that an alias stands at; <see langword="null"/> when it is nobody's.</summary>
    public string? OwnerOf(string alias) => _addresses.GetValueOrDefault(AliasKey(alias));

    /// <summary>What aliases are compared by; unlike other addresses they may be a domain, and a domain of one label.</summary>
    public static string AliasKey(string alias)
    {
        var at = alias.LastIndexOf('@');
        return AddressKey.Of(alias)
            ?? (at == 0 && AddressKey.DomainOf(alias[1..]) is { } domain ? $"@{domain}" : alias.Trim().ToLowerInvariant());
    }

    /// <summary>The company as it counts: with name and event address.</summary>
    public Company Complete(Company company) => company with
    {
        Name = company.Name.Length > 0 ? company.Name : company.Code,
        EventAddress = company.EventAddress.Length > 0 ? company.EventAddress : $"{company.Code.ToLowerInvariant()}@{_options.EventDomain}",
    };

    private Company Configured(CompanyEntry entry) => Complete(new Company
    {
        Code = entry.Code,
        Name = entry.Name,
        EventAddress = entry.EventAddress,
        Aliases = entry.Aliases,
        Language = entry.Language,
        HasMassMail = entry.MassMail,
        SendingAddresses = entry.SendingAddresses,
        MailUserCode = entry.MailUser.Length > 0 ? entry.MailUser : null,
        BounceReturn = entry.BounceReturn,
        OneTransactionPerRecipient = entry.OneTransactionPerRecipient,
        MarkedAddresses = entry.MarkedAddresses,
        IsConfigured = true,
    });
}
