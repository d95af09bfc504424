using BounceProcessor.Companies;

namespace BounceProcessor.MassMail;

/// <summary>The addresses where a company's bounces come home.</summary>
internal static class OwnAddresses
{
    /// <summary>Whether an address is the event address, with or without a token behind a plus sign.</summary>
    /// <param name="company">The company.</param>
    /// <param name="key">An address by <see cref="AddressKey.Of"/>.</param>
    public static bool IsEventAddress(Company company, string key) =>
        AddressKey.Of(company.EventAddress) is { } own && (key == own || (Domain(key) == Domain(own) && Plain(key) == Plain(own)));

    private static string Domain(string key) => key[(key.LastIndexOf('@') + 1)..];

    private static string Plain(string key)
    {
        var local = key[..key.LastIndexOf('@')];
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        return plus > 0 ? local[..plus] : local;
    }
}
