using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace BounceProcessor.Privacy;

/// <summary>
/// The address of a person, and where it stands in a text: whole and not as part of another, in upper or lower case, with any sub-address
/// (<c>mari+shop@</c>), its domain in letters or as <c>xn--</c>, in a link (<c>mari%40</c>) and inside a return address (<c>bounce+mari=example.org@</c>).
/// </summary>
internal sealed class PersonalAddress
{
    /// <summary>What stands in the place of a redacted address.</summary>
    public const string Redacted = "[erased]";

    private const int LongestLocal = 320;
    private const string LocalSymbols = "!#$%&'*+-/=?^_`{|}~.";

    // What may stand before an address without being part of it, although an address may contain it.
    private const string Delimiters = "=&?/#'`|{!";

    private static readonly string[] Separators = ["@", "%40", "&#64;", "&#x40;"];
    private static readonly IdnMapping Idn = new();

    private readonly string _local;
    private readonly string[] _domains;

    private PersonalAddress(string local, string[] domains, string plain)
    {
        _local = local;
        _domains = domains;
        Plain = plain;
    }

    /// <summary>Lower case, the domain as <c>xn--</c>: the same for the same address.</summary>
    public string Plain { get; }

    /// <summary>Reads what somebody typed.</summary>
    /// <param name="text">An address alone.</param>
    /// <param name="address">The address.</param>
    /// <returns>False when it is none.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out PersonalAddress? address)
    {
        address = null;
        var trimmed = text.Trim().Normalize();
        var at = trimmed.LastIndexOf('@');
        var local = at < 1 ? "" : trimmed[..at];
        var domain = trimmed[(at + 1)..];
        if (local.Length is 0 or > 64 || !local.All(IsLocal) || !domain.Contains('.', StringComparison.Ordinal) || !domain.All(letter => letter == '.' || IsDomain(letter)))
        {
            return false;
        }

        try
        {
            var ascii = Idn.GetAscii(domain).ToLowerInvariant();
            var letters = Idn.GetUnicode(ascii);
            address = new PersonalAddress(local, ascii == letters ? [ascii] : [ascii, letters], $"{local.ToLowerInvariant()}@{ascii}");
            return true;
        }
        catch (ArgumentException)
        {
            return false; // no domain name
        }
    }

    /// <summary>Whether it stands in a text.</summary>
    public bool IsIn(string? text) => text is not null && Places(text).Count > 0;

    /// <summary>The text without the address, and without a name in front of it: <c>Mari Maasikas &lt;mari@example.org&gt;</c>.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Redact(string? text)
    {
        if (text is null || Places(text) is not { Count: > 0 } places)
        {
            return text;
        }

        var result = new System.Text.StringBuilder(text.Length);
        var from = 0;
        foreach (var (start, end) in places.OrderBy(place => place.Start).ThenByDescending(place => place.End))
        {
            var (nameStart, nameEnd) = WithName(text, start, end);
            if (nameEnd > from)
            {
                result.Append(text, from, Math.Max(0, nameStart - from)).Append(Redacted);
                from = nameEnd;
            }
        }

        return result.Append(text, from, text.Length - from).ToString();
    }

    private List<(int Start, int End)> Places(string text)
    {
        List<(int, int)> places = [];
        foreach (var domain in _domains)
        {
            for (var at = text.IndexOf(domain, StringComparison.OrdinalIgnoreCase);
                at >= 0;
                at = text.IndexOf(domain, at + domain.Length, StringComparison.OrdinalIgnoreCase))
            {
                if (Place(text, at, at + domain.Length) is { } place)
                {
                    places.Add(place);
                }
            }
        }

        return places;
    }

    private (int Start, int End)? Place(string text, int domainStart, int domainEnd)
    {
        if (GoesOn(text, domainEnd))
        {
            return null;
        }

        // Rewritten by a forwarder: SRS0=xx=yy=example.org=mari@forwarder.example
        if (domainStart > 0 && text[domainStart - 1] == '=' && StartsWithLocal(text, domainEnd))
        {
            return (domainStart, domainEnd + 1 + _local.Length);
        }

        // A return address that names the recipient: bounce+mari=example.org@sender.example
        if (domainStart > 0 && text[domainStart - 1] == '=')
        {
            return LocalBefore(text, domainStart - 1, "+-=") is { } verp ? (verp, domainEnd) : null;
        }

        var separator = Separators.FirstOrDefault(one => text.AsSpan(0, domainStart).EndsWith(one, StringComparison.OrdinalIgnoreCase));
        return separator is not null && LocalBefore(text, domainStart - separator.Length, Delimiters) is { } start ? (start, domainEnd) : null;
    }

    // Where the local part begins that ends here; null when it is another's.
    private int? LocalBefore(string text, int end, string delimiters)
    {
        if (end > 1 && text[end - 1] == '"')
        {
            var quote = text.LastIndexOf('"', end - 2, Math.Min(end - 1, LongestLocal));
            return quote >= 0 && IsMine(text[(quote + 1)..(end - 1)]) ? quote : null;
        }

        var start = end;
        while (start > 0 && end - start < LongestLocal && IsLocal(text[start - 1]))
        {
            start--;
        }

        if (IsMine(text[start..end]))
        {
            return start;
        }

        for (var i = start; i < end; i++)
        {
            if (delimiters.Contains(text[i], StringComparison.Ordinal) && IsMine(text[(i + 1)..end]))
            {
                return i + 1;
            }
        }

        return null;
    }

    private bool IsMine(string local)
    {
        var plain = local.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(local) : local;
        return plain.Equals(_local, StringComparison.OrdinalIgnoreCase)
            || (plain.Length > _local.Length && plain[_local.Length] == '+' && plain.StartsWith(_local, StringComparison.OrdinalIgnoreCase));
    }

    private bool StartsWithLocal(string text, int domainEnd)
    {
        var end = domainEnd + 1 + _local.Length;
        return end <= text.Length
            && text[domainEnd] == '='
            && text.AsSpan(domainEnd + 1, _local.Length).Equals(_local, StringComparison.OrdinalIgnoreCase)
            && (end == text.Length || text[end] is '@' or '+' || !IsLocal(text[end]));
    }

    // example.org stands in example.organic and example.org.ee too, but not in "example.org." at the end of a sentence.
    private static bool GoesOn(string text, int end) =>
        end < text.Length && (IsDomain(text[end]) || (text[end] == '.' && end + 1 < text.Length && IsDomain(text[end + 1])));

    private static bool IsDomain(char letter) => letter == '-' || char.IsLetterOrDigit(letter);

    private static bool IsLocal(char letter) => char.IsLetterOrDigit(letter) || LocalSymbols.Contains(letter, StringComparison.Ordinal);

    // Only what looks like a name: quoted, or up to four words with capitals, so that "550 5.1.1 <mari@example.org>" keeps its code.
    private static (int Start, int End) WithName(string text, int start, int end)
    {
        if (start == 0 || text[start - 1] != '<' || end >= text.Length || text[end] != '>')
        {
            return (start, end);
        }

        var from = start - 1;
        var name = text.AsSpan(0, from).TrimEnd(' ').Length;
        if (name > 1 && text[name - 1] == '"')
        {
            var quote = text.LastIndexOf('"', name - 2, Math.Min(name - 1, 200));
            return (quote >= 0 ? quote : from, end + 1);
        }

        for (var words = 0; words < 4; words++)
        {
            var wordEnd = text.AsSpan(0, from).TrimEnd(' ').Length;
            var wordStart = wordEnd;
            while (wordStart > 0 && (char.IsLetter(text[wordStart - 1]) || text[wordStart - 1] is '.' or '-' or '\''))
            {
                wordStart--;
            }

            if (wordStart == wordEnd || !char.IsUpper(text[wordStart]) || (wordStart > 0 && char.IsDigit(text[wordStart - 1])))
            {
                break;
            }

            from = wordStart;
        }

        return (from, end + 1);
    }
}
