using BounceProcessor.Companies;

namespace BounceProcessor.Sending.Resending;

/// <summary>What was probably meant where the domain of an address looks like a slip of the finger.</summary>
internal static class AddressTypos
{
    // Domains of many people here. Those of one letter's difference that exist themselves stand in the list too, so that nobody is led away from them.
    private static readonly string[] Known =
    [
        "gmail.com", "googlemail.com", "mail.com", "ymail.com", "gmx.com", "gmx.net", "gmx.de", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.com", "msn.com",
        "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "mac.com", "aol.com", "proton.me", "protonmail.com", "web.de",
        "mail.ee", "hot.ee", "online.ee", "neti.ee", "zone.ee", "eesti.ee", "elion.ee", "starman.ee", "telia.ee", "ut.ee", "taltech.ee", "tlu.ee",
        "inbox.lv", "inbox.lt", "gmail.lv", "mail.ru", "bk.ru", "list.ru", "inbox.ru", "yandex.ru", "yandex.com", "ya.ru", "rambler.ru",
    ];

    // No such endings exist.
    private static readonly Dictionary<string, string> Endings = new(StringComparer.Ordinal)
    {
        ["con"] = "com",
        ["cmo"] = "com",
        ["ocm"] = "com",
        ["vom"] = "com",
        ["xom"] = "com",
        ["comm"] = "com",
        ["coom"] = "com",
        ["eee"] = "ee",
        ["nett"] = "net",
        ["ner"] = "net",
    };

    /// <summary>The address with the domain that was probably meant.</summary>
    /// <returns><see langword="null"/> when nothing looks wrong.</returns>
    public static string? Suggest(string address)
    {
        if (AddressKey.Of(address) is not { } key)
        {
            return null;
        }

        var at = key.LastIndexOf('@');
        var domain = key[(at + 1)..];
        if (Known.Contains(domain, StringComparer.Ordinal))
        {
            return null;
        }

        var ended = WithEnding(domain);
        var meant = Known.Contains(ended, StringComparer.Ordinal) ? ended : Known.FirstOrDefault(known => known.Length > 6 && IsOneSlip(ended, known));
        return meant is not null ? $"{key[..at]}@{meant}" : ended != domain ? $"{key[..at]}@{ended}" : null;
    }

    private static string WithEnding(string domain)
    {
        var dot = domain.LastIndexOf('.');
        return Endings.TryGetValue(domain[(dot + 1)..], out var ending) ? domain[..(dot + 1)] + ending : domain;
    }

    // One letter too many, too few, another one, or two neighbours changed.
    private static bool IsOneSlip(string typed, string known)
    {
        var start = 0;
        while (start < typed.Length && start < known.Length && typed[start] == known[start])
        {
            start++;
        }

        var (left, right) = (typed[start..], known[start..]);
        return (left.Length, right.Length) switch
        {
            var (l, r) when l == r + 1 => left[1..] == right,
            var (l, r) when l + 1 == r => left == right[1..],
            var (l, r) when l == r && l > 0 => left[1..] == right[1..] || (l > 1 && left[0] == right[1] && left[1] == right[0] && left[2..] == right[2..]),
            _ => false,
        };
    }
}
