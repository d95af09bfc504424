using System.Globalization;

namespace BounceProcessor.Companies;

/// <summary>The form in which mail addresses are compared and stored for searching.</summary>
public static class AddressKey
{
    private const int LongestLocal = 64;
    private const int Longest = 254;

    private static readonly IdnMapping Idn = new();

    /// <summary>Trimmed, in lower case, the domain as A-labels (RFC 5890).</summary>
    /// <param name="address">An address alone, without display name and angle brackets.</param>
    /// <returns><see langword="null"/> for what is no address.</returns>
    public static string? Of(string? address)
    {
        var text = Normalized(address?.Trim() ?? "");
        var at = text.LastIndexOf('@');
        return at is >= 1 and <= LongestLocal && IsLocal(text[..at]) && DomainOf(text[(at + 1)..]) is { } domain && at + 1 + domain.Length <= Longest
            ? $"{text[..at].ToLowerInvariant()}@{domain}"
            : null;
    }

    /// <summary>The domain in lower case as A-labels; <see langword="null"/> for what is no domain of at least two labels and no address literal.</summary>
    public static string? DomainOf(string? domain)
    {
        var text = Normalized(domain?.Trim() ?? "");
        if (text.Length > 2 && text[0] == '[' && text[^1] == ']')
        {
            return IsLiteral(text[1..^1]) ? text.ToLowerInvariant() : null;
        }

        if (!text.Contains('.', StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var ascii = Idn.GetAscii(text).ToLowerInvariant();
            return ascii.Split('.').All(IsLabel) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null; // an empty or too long label, or letters that no domain may have
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static bool IsLiteral(string text) =>
        System.Net.IPAddress.TryParse(text.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? text[5..] : text, out _);

    // Dots at the ends and in pairs are against RFC 5321, but addresses with them exist and receive mail.
    private static bool IsLocal(string local) => local is ['"', _, .., '"']
        ? IsQuoted(local[1..^1])
        : !local.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || "()<>[]:;@\\,\"".Contains(letter, StringComparison.Ordinal));

    private static bool IsQuoted(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' || char.IsControl(text[i]) || (text[i] == '\\' && ++i == text.Length))
            {
                return false;
            }
        }

        return true;
    }

    // A text with half a surrogate pair cannot be normalized, and is no address.
    private static string Normalized(string text)
    {
        try
        {
            return text.Normalize();
        }
        catch (ArgumentException)
        {
            return "";
        }
    }
}
