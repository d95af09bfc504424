using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

using BounceProcessor.Companies;

namespace BounceProcessor.Sending.Composing;

/// <summary>An address as MAIL FROM and RCPT TO name it.</summary>
/// <param name="Local">What stands before the @, as written (RFC 5321, section 4.1.2; RFC 6531, section 3.3).</param>
/// <param name="Domain">In lower case, as A-labels.</param>
internal sealed record EnvelopeAddress(string Local, string Domain)
{
    private const int LongestLocalBytes = 64;
    private const int LongestBytes = 254;

    private static readonly SearchValues<char> Specials = SearchValues.Create("()<>[]:;@\\,\"");
    private static readonly SearchValues<char> QuotedSpecials = SearchValues.Create("\"\\<>");

    /// <summary>The server has to offer SMTPUTF8: the domain can be written in ASCII, what stands before the @ cannot.</summary>
    public bool NeedsSmtpUtf8 => !Ascii.IsValid(Local);

    /// <summary>Reads an address; blanks around it do no harm.</summary>
    /// <param name="text">The address alone, without display name and angle brackets.</param>
    /// <param name="address">The address.</param>
    /// <param name="problem">Why it is none.</param>
    public static bool TryRead(string? text, [NotNullWhen(true)] out EnvelopeAddress? address, [NotNullWhen(false)] out AddressProblem? problem)
    {
        address = null;
        var trimmed = text?.Trim() ?? "";
        problem = Problem(trimmed, out var local, out var domain);
        if (problem is not null || domain is null)
        {
            problem ??= AddressProblem.Domain;
            return false;
        }

        address = new EnvelopeAddress(local, domain);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Local}@{Domain}";

    private static AddressProblem? Problem(string text, out string local, out string? domain)
    {
        (local, domain) = ("", null);
        if (text.Length == 0)
        {
            return AddressProblem.Empty;
        }

        // Half a surrogate pair cannot be written in UTF-8.
        if (!IsWellFormed(text) || text.EnumerateRunes().Any(IsHidden))
        {
            return AddressProblem.Letter;
        }

        var at = text.LastIndexOf('@');
        if (at <= 0 || at == text.Length - 1)
        {
            return AddressProblem.At;
        }

        local = text[..at].Normalize();
        if (!IsLocal(local))
        {
            return AddressProblem.Letter;
        }

        domain = text[at + 1] == '[' ? null : AddressKey.DomainOf(text[(at + 1)..]);
        if (domain is null)
        {
            return AddressProblem.Domain;
        }

        var bytes = Encoding.UTF8.GetByteCount(local);
        return bytes > LongestLocalBytes || bytes + 1 + domain.Length > LongestBytes ? AddressProblem.Long : null;
    }

    private static bool IsWellFormed(string text) => text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 || IsPaired(text);

    private static bool IsPaired(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHidden(Rune letter) => Rune.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned || letter == Rune.ReplacementChar;

    // Dots at the ends and in pairs: RFC 5321 has them quoted, and MailKit cannot send them bare.
    private static bool IsLocal(string local) => local is ['"', _, .., '"']
        ? local.AsSpan(1, local.Length - 2).IndexOfAnyExceptInRange(' ', '~') < 0 && local.AsSpan(1, local.Length - 2).IndexOfAny(QuotedSpecials) < 0
        : local.AsSpan().IndexOfAny(Specials) < 0 && !local.Any(char.IsWhiteSpace)
            && local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal);
}
