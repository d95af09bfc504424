using System.Globalization;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Companies;

/// <summary>The rules of <see cref="CompanyOptions"/> that concern more than one key.</summary>
internal sealed class CompanyListValidator : IValidateOptions<CompanyOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CompanyOptions options)
    {
        List<string> faults = [];
        if (options.EventDomain.Contains('@', StringComparison.Ordinal) || !options.EventDomain.Contains('.', StringComparison.Ordinal))
        {
            faults.Add($"Companies:EventDomain is \"{options.EventDomain}\"; write a domain alone, for example \"event.data.directo.ee\".");
        }

        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var aliases = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < options.List.Count; i++)
        {
            CheckEntry(options.List[i], string.Create(CultureInfo.InvariantCulture, $"Companies:List:{i}"), codes, aliases, faults);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckEntry(
        CompanyEntry entry, string key, Dictionary<string, string> codes, Dictionary<string, string> aliases, List<string> faults)
    {
        if (!CompanyCode.Is(entry.Code))
        {
            faults.Add($"{key}:Code is \"{entry.Code}\"; write 1 to 64 letters, digits, '.', '_' or '-'.");
        }
        else if (!codes.TryAdd(entry.Code, key))
        {
            faults.Add($"{key}:Code \"{entry.Code}\" stands at {codes[entry.Code]} already; put the aliases of a company into one entry.");
        }

        for (var i = 0; i < entry.Aliases.Count; i++)
        {
            var alias = entry.Aliases[i];
            var aliasKey = string.Create(CultureInfo.InvariantCulture, $"{key}:Aliases:{i}");
            if (alias.LastIndexOf('@') is var at && (at < 0 || at == alias.Length - 1))
            {
                faults.Add($"{aliasKey} is \"{alias}\"; write an address, or @ and a domain.");
            }
            else if (!aliases.TryAdd(CompanySnapshot.AliasKey(alias), aliasKey))
            {
                faults.Add($"{aliasKey} \"{alias}\" stands at {aliases[CompanySnapshot.AliasKey(alias)]} already; an address belongs to one company.");
            }
        }

        CheckSending(entry, key, aliases, faults);
    }

    private static void CheckSending(CompanyEntry entry, string key, Dictionary<string, string> aliases, List<string> faults)
    {
        if (entry.EventAddress.Length > 0 && (AddressKey.Of(entry.EventAddress) is null || entry.EventAddress.Contains('+', StringComparison.Ordinal) || !entry.EventAddress.All(char.IsAscii)))
        {
            faults.Add($"{key}:EventAddress is \"{entry.EventAddress}\"; write one plain address without a plus, since tokens go behind a plus, or leave it empty.");
        }
        else if (entry.EventAddress.Length > 0 && !aliases.TryAdd(CompanySnapshot.AliasKey(entry.EventAddress), $"{key}:EventAddress"))
        {
            faults.Add($"{key}:EventAddress \"{entry.EventAddress}\" stands at {aliases[CompanySnapshot.AliasKey(entry.EventAddress)]} already; an address belongs to one company.");
        }

        if (entry.MailUser.Length > 0 && !UserCode.Is(entry.MailUser))
        {
            faults.Add($"{key}:MailUser is \"{entry.MailUser}\"; write the code of a user, 1 to 64 characters without blanks, or leave it empty.");
        }

        for (var i = 0; i < entry.SendingAddresses.Count; i++)
        {
            if (!CompanyRule.IsAddressOrDomain(entry.SendingAddresses[i]))
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{key}:SendingAddresses:{i} is \"{entry.SendingAddresses[i]}\"; write an address, or @ and a domain."));
            }
        }
    }
}
