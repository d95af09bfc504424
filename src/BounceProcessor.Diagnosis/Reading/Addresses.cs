using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>Finds e-mail addresses in text and in the fields of reports.</summary>
internal static partial class Addresses
{
    // Exchange wraps whole directory names into a local part.
    private const int LocalLimit = 400;

    private const int DomainLimit = 253;

    // "to=ana@example.org" is how logs write; "prvs=hash=ana@example.org" is an address.
    private static readonly string[] LogKeys = ["to", "rcpt", "orig_to", "from", "mailto", "address", "recipient", "email", "user"];

    private static readonly SearchValues<char> NotInToken = SearchValues.Create([.. Enumerable.Range(0, ' ' + 1).Select(code => (char)code), .. "\u007F<>(),;:"]);

    /// <summary>The first address of a text.</summary>
    public static string? First(ReadOnlySpan<char> text) => TryFind(text, 0, out var found) ? found.Address : null;

    private static readonly SearchValues<char> NameLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+");

    /// <summary>All addresses of a text in order, doubles included, at most <paramref name="limit"/>.</summary>
    public static List<string> All(ReadOnlySpan<char> text, int limit)
    {
        var all = new List<string>();
        var from = 0;
        while (all.Count < limit && TryFind(text, from, out var found))
        {
            all.Add(found.Address);
            from = found.End;
        }

        return all;
    }

    /// <summary>The next address at or after <paramref name="from"/>.</summary>
    public static bool TryFind(ReadOnlySpan<char> text, int from, out FoundAddress found)
    {
        while (from < text.Length)
        {
            var at = text[from..].IndexOf('@');
            if (at < 0)
            {
                break;
            }

            at += from;
            var begin = LocalBegin(text, at, from);
            var end = DomainEnd(text, at + 1);
            if (begin < at && end > at + 1)
            {
                var bracketed = begin > 0 && text[begin - 1] == '<' && end < text.Length && text[end] == '>';
                if (bracketed || HasDot(text[(at + 1)..end]))
                {
                    found = new FoundAddress(text[begin..end].ToString(), begin, end, bracketed);
                    return true;
                }
            }

            from = at + 1;
        }

        found = default;
        return false;
    }

    /// <summary>The address of a recipient field: <c>rfc822; user@example.com</c> with all that is met in its place.</summary>
    /// <returns><see langword="null"/> when the field holds no address.</returns>
    public static string? FromField(string value)
    {
        var text = value.Trim();
        var separator = text.IndexOf(';', StringComparison.Ordinal);
        var type = separator is > 0 and < 16 ? text[..separator].Trim() : "";
        if (separator >= 0 && separator < 16)
        {
            text = text[(separator + 1)..].Trim();
        }

        if (type.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            text = FromUnitext(text);
        }

        if (type.Equals("x400", StringComparison.OrdinalIgnoreCase))
        {
            return X400Address.Internet(text) ?? First(text);
        }

        return Bracketed(text) ?? Bare(text) ?? First(text) ?? (type.Equals("rfc822", StringComparison.OrdinalIgnoreCase) ? LocalName(text) : null);
    }

    // "rfc822; root": a name of the reporting host itself. One with a dot would rather be a host.
    private static string? LocalName(string text)
    {
        var token = text.Trim('<', '>');
        return token.Length is > 1 and <= LocalLimit && !token.AsSpan().ContainsAnyExcept(NameLetters)
            && token.ToLowerInvariant() is not ("unknown" or "undisclosed" or "undefined" or "unspecified" or "anonymous" or "invalid" or "null" or "none" or "empty")
            ? token
            : null;
    }

    private static string? Bracketed(string text)
    {
        var open = text.IndexOf('<', StringComparison.Ordinal);
        var close = open < 0 ? -1 : text.IndexOf('>', open);
        return close > open + 1 ? Bare(text[(open + 1)..close]) : null;
    }

    // A field is set apart, so an address in it needs no dot in its domain and no guess at where it begins.
    private static string? Bare(string text)
    {
        var token = text.Trim().Trim('<', '>', ',', ';', '.');
        var at = token.LastIndexOf('@');
        return at is > 0 and <= LocalLimit && at < token.Length - 1 && token.Length - at <= DomainLimit
            && !token.AsSpan(IsQuoted(token, at) ? at : 0).ContainsAny(NotInToken) ? token : null;
    }

    // RFC 5321, section 4.1.2: all that can be printed may stand between the quotes, but further quotes only behind a backslash, which nobody writes.
    private static bool IsQuoted(string token, int at) =>
        at > 1 && token[0] == '"' && token[at - 1] == '"' && !token.AsSpan(1, at - 2).Contains('"') && !token.AsSpan(1, at - 2).ContainsAnyInRange('\0', '\u001F');

    /// <summary>Undoes xtext (RFC 3461, section 4) where a server copied ORCPT as it came; a tag such as <c>+2024</c> stays.</summary>
    public static string FromXtext(string address)
    {
        if (!address.Contains('+', StringComparison.Ordinal))
        {
            return address;
        }

        var bytes = new List<byte>(address.Length);
        var changed = false;
        for (var i = 0; i < address.Length; i++)
        {
            if (address[i] == '+' && i + 2 < address.Length && IsXtext(address.AsSpan(i + 1, 2), out var value))
            {
                bytes.Add(value);
                changed = true;
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(address[i].ToString()));
            }
        }

        return changed ? TextDecoding.Decode(bytes.ToArray(), null) : address;
    }

    // Only what xtext must encode, in upper-case hex: "+", "=", blanks, control and 8-bit characters. "+2024" is somebody's tag.
    private static bool IsXtext(ReadOnlySpan<char> digits, out byte value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigitUpper(digit))
            {
                return false;
            }
        }

        value = byte.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return value is 0x2B or 0x3D or >= 0x80;
    }

    // RFC 6533, section 3: \x{E9} stands for one character.
    private static string FromUnitext(string text) => EmbeddedUnicode().Replace(text, match =>
        int.TryParse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) && Rune.IsValid(value)
            ? new Rune(value).ToString()
            : match.Value);

    [GeneratedRegex(@"\\x\{([0-9A-Fa-f]{1,6})\}", RegexOptions.NonBacktracking)]
    private static partial Regex EmbeddedUnicode();

    private static int LocalBegin(ReadOnlySpan<char> text, int at, int from)
    {
        if (at > from && text[at - 1] == '"')
        {
            var quote = text[from..(at - 1)].LastIndexOf('"');
            return quote >= 0 && at - (from + quote) <= LocalLimit && !text[(from + quote)..at].ContainsAnyInRange('\0', '\u001F') ? from + quote : at;
        }

        var begin = at;
        while (begin > from && at - begin <= LocalLimit && IsLocal(text[begin - 1]))
        {
            begin--;
        }

        // Quotes and bullets in front are the notice's, not the address's.
        while (begin < at && text[begin] is '\'' or '*' or '=' or '/' or '-' or '.' or '`' or '|' or '~' or '&' or '#')
        {
            begin++;
        }

        var key = text[begin..at].IndexOf('=');
        if (key > 0 && LogKeys.Contains(text.Slice(begin, key).ToString(), StringComparer.OrdinalIgnoreCase))
        {
            begin += key + 1;
        }

        return at - begin > LocalLimit || (begin < at && text[at - 1] == '.' && text[begin] == '.') ? at : begin;
    }

    private static int DomainEnd(ReadOnlySpan<char> text, int begin)
    {
        if (begin < text.Length && text[begin] == '[')
        {
            var close = text[begin..Math.Min(text.Length, begin + 64)].IndexOf(']');
            return close < 0 || text.Slice(begin, close).ContainsAnyInRange('\0', '\u001F') ? begin : begin + close + 1;
        }

        var end = begin;
        while (end < text.Length && end - begin < DomainLimit && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-' or '_'))
        {
            end++;
        }

        while (end > begin && text[end - 1] is '.' or '-' or '_')
        {
            end--;
        }

        return end;
    }

    private static bool HasDot(ReadOnlySpan<char> domain)
    {
        var dot = domain.LastIndexOf('.');
        return domain[0] == '[' || (dot > 0 && dot < domain.Length - 1 && !domain.Contains("..", StringComparison.Ordinal)
            && !char.IsAsciiDigit(domain[dot + 1]));
    }

    private static bool IsLocal(char letter) => char.IsAsciiLetterOrDigit(letter)
        || letter is '.' or '_' or '-' or '+' or '=' or '/' or '\'' or '*' or '!' or '#' or '$' or '%' or '&' or '?' or '^' or '`' or '{' or '|' or '}' or '~'
        || (letter > 0x9F && char.IsLetterOrDigit(letter));
}

/// <summary>An address and where it stands.</summary>
/// <param name="Address">As written.</param>
/// <param name="Begin">Index of its first character.</param>
/// <param name="End">Index after its last character.</param>
/// <param name="Bracketed">It stands in angle brackets.</param>
internal readonly record struct FoundAddress(string Address, int Begin, int End, bool Bracketed);
