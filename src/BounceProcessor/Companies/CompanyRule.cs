namespace BounceProcessor.Companies;

/// <summary>What a company made on pages or by command must be.</summary>
internal static class CompanyRule
{
    private const int LongestName = 200;
    private const int MostAddresses = 200;

    /// <summary>The company as it is stored: trimmed, code in lower case, addresses once, an event address that the code gives left out.</summary>
    public static Company Tidy(Company company, string eventDomain)
    {
        var code = company.Code.Trim().ToLowerInvariant();
        var name = company.Name.Trim();
        var eventAddress = company.EventAddress.Trim();
        return company with
        {
            Code = code,
            Name = name == code ? "" : name,
            EventAddress = eventAddress.Equals($"{code}@{eventDomain}", StringComparison.OrdinalIgnoreCase) ? "" : eventAddress,
            Aliases = Tidy(company.Aliases),
            SendingAddresses = Tidy(company.SendingAddresses),
            MailUserCode = company.MailUserCode?.Trim() is { Length: > 0 } user ? user : null,
            IsConfigured = false,
        };
    }

    /// <summary>Every fault of a tidy company.</summary>
    /// <param name="company">From <see cref="Tidy(Company, string)"/>.</param>
    /// <param name="all">The companies there are.</param>
    public static IReadOnlyList<SettingFault> Faults(Company company, CompanySnapshot all) =>
        [.. CodeFaults(company, all), .. TextFaults(company), .. AddressFaults(company, all)];

    /// <summary>Whether a text is an address, or <c>@</c> and a domain.</summary>
    public static bool IsAddressOrDomain(string text) =>
        AddressKey.Of(text) is not null || (text.StartsWith('@') && AddressKey.DomainOf(text[1..]) is not null);

    private static IEnumerable<SettingFault> CodeFaults(Company company, CompanySnapshot all)
    {
        if (!CompanyCode.Is(company.Code))
        {
            yield return new("code-invalid", "code", company.Code, new(
                $"The code \"{company.Code}\" cannot be used; write 1 to 64 letters a to z, digits, '.', '_' or '-'.",
                $"Koodi \"{company.Code}\" ei saa kasutada; kirjutage 1 kuni 64 tähte a–z, numbrit või märki '.', '_', '-'."));
        }
        else if (all.TryFind(company.Code, out var known) && known.IsConfigured)
        {
            yield return new("configured", "code", company.Code, new(
                $"The company \"{known.Code}\" stands in the configuration (Companies:List); nothing was saved. Change it there and start the service again.",
                $"Firma \"{known.Code}\" on seadistusfailis (Companies:List); midagi ei salvestatud. Muutke seda seal ja käivitage teenus uuesti."));
        }
    }

    private static IEnumerable<SettingFault> TextFaults(Company company)
    {
        if (company.Name.Length > LongestName || company.Name.Any(char.IsControl))
        {
            yield return new("name-invalid", "name", company.Name, new(
                $"The name has {company.Name.Length} letters or a line break; write one line of at most {LongestName} letters.",
                $"Nimes on {company.Name.Length} tähte või reavahetus; kirjutage üks rida, kuni {LongestName} tähte."));
        }

        if (company.Language is not ("en" or "et"))
        {
            yield return new("language-invalid", "language", company.Language, new(
                $"The language is \"{company.Language}\"; write en or et.", $"Keel on \"{company.Language}\"; kirjutage en või et."));
        }

        if (company.MailUserCode is { } user && !UserCode.Is(user))
        {
            yield return new("mail-user-invalid", "mail-user", user, new(
                $"The mail sending user code \"{user}\" cannot be a user's code; write 1 to 64 characters without blanks.",
                $"Meili saatmise kasutaja kood \"{user}\" ei saa olla kasutaja kood; kirjutage 1 kuni 64 märki ilma tühikuteta."));
        }
    }

    private static IEnumerable<SettingFault> AddressFaults(Company company, CompanySnapshot all)
    {
        var own = company.EventAddress;
        if (own.Length > 0 && (AddressKey.Of(own) is null || own.Contains('+', StringComparison.Ordinal) || !own.All(char.IsAscii)))
        {
            yield return new("event-address-invalid", "event-address", own, new(
                $"The event address \"{own}\" cannot be used; write one plain address without a plus, or leave it empty.",
                $"Sündmuse aadressi \"{own}\" ei saa kasutada; kirjutage üks tavaline aadress ilma plussita või jätke tühjaks."));
        }
        else if (all.Complete(company).EventAddress is var home && Other(company, home, all) is { } other)
        {
            yield return Taken("event-address", home, other);
        }

        foreach (var alias in company.Aliases)
        {
            if (!IsAddressOrDomain(alias))
            {
                yield return NoAddress("alias", alias);
            }
            else if (Other(company, alias, all) is { } owner)
            {
                yield return Taken("alias", alias, owner);
            }
        }

        foreach (var address in company.SendingAddresses.Where(address => !IsAddressOrDomain(address)))
        {
            yield return NoAddress("sending-address", address);
        }

        if (company.Aliases.Count > MostAddresses || company.SendingAddresses.Count > MostAddresses)
        {
            yield return new("too-many-addresses", "alias", null, new(
                $"There are more than {MostAddresses} addresses; write @ and the domain instead of its addresses.",
                $"Aadresse on üle {MostAddresses}; kirjutage aadresside asemel @ ja domeen."));
        }
    }

    private static string? Other(Company company, string address, CompanySnapshot all) =>
        all.OwnerOf(address) is { } owner && !owner.Equals(company.Code, StringComparison.OrdinalIgnoreCase) ? owner : null;

    private static SettingFault NoAddress(string key, string value) => new("address-invalid", key, value, new(
        $"\"{value}\" is no address; write an address, or @ and a domain.", $"\"{value}\" ei ole aadress; kirjutage aadress või @ ja domeen."));

    private static SettingFault Taken(string key, string value, string owner) => new("address-taken", key, value, new(
        $"\"{value}\" belongs to the company \"{owner}\"; an address belongs to one company.",
        $"\"{value}\" on firma \"{owner}\" oma; ühel aadressil on üks firma."));

    private static List<string> Tidy(IEnumerable<string> addresses) =>
        [.. addresses.Select(address => address.Trim()).Where(address => address.Length > 0).DistinctBy(CompanySnapshot.AliasKey)];
}
