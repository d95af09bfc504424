using System.Globalization;
using System.Text;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>
/// An address of another kind that Exchange wrapped into the form of an SMTP address: <c>IMCEAEX-_O=ORG_CN=Ana+2ETamm@example.org</c> stands
/// for the directory name <c>/O=ORG/CN=Ana.Tamm</c> (MS-OXCMAIL; "+" and two hex digits are one byte, "_" is a slash). No mail reaches it
/// from outside, so it is never somebody's contact address.
/// </summary>
internal static class EncapsulatedAddress
{
    private const string Mark = "IMCEA";

    /// <summary>The address is of that form.</summary>
    public static bool Is(string? address) => address is not null && Separator(address) > 0;

    /// <summary>What was wrapped, to be shown; <see langword="null"/> when <paramref name="address"/> is an ordinary one.</summary>
    public static string? Decode(string? address)
    {
        if (address is null || Separator(address) is not (> 0 and var separator))
        {
            return null;
        }

        var wrapped = address.AsSpan(separator + 1, address.LastIndexOf('@') - separator - 1);
        var bytes = new List<byte>(wrapped.Length);
        for (var i = 0; i < wrapped.Length; i++)
        {
            if (wrapped[i] == '+' && i + 2 < wrapped.Length && byte.TryParse(wrapped.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(wrapped[i] == '_' ? "/" : wrapped[i].ToString()));
            }
        }

        return TextDecoding.Decode(bytes.ToArray(), null);
    }

    // "IMCEA", the kind of address in letters, a hyphen; then what is wrapped up to the last "@".
    private static int Separator(string address)
    {
        var separator = address.IndexOf('-', StringComparison.Ordinal);
        return separator is > 5 and < 30 && address.StartsWith(Mark, StringComparison.OrdinalIgnoreCase) && address.LastIndexOf('@') > separator
            && !address.AsSpan(Mark.Length, separator - Mark.Length).ContainsAnyExcept(Letters) ? separator : -1;
    }

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
}
