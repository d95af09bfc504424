using System.Buffers;
using MimeKit;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>The transfer encoding a content really has: gateways drop the header of an encoded part, or leave it on one they decoded.</summary>
internal static class TransferEncoding
{
    /// <summary>Bytes that are looked at; what is encoded is encoded from the beginning.</summary>
    private const int Sample = 16 * 1024;

    private static readonly SearchValues<byte> Base64Bytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n"u8);

    /// <param name="content">The content as it stands in the mail.</param>
    /// <param name="declared">What the header says.</param>
    /// <param name="isText">Only of text is a missing header made up for; an attachment may look like anything.</param>
    public static ContentEncoding Of(ReadOnlySpan<byte> content, ContentEncoding declared, bool isText)
    {
        var sample = content[..Math.Min(content.Length, Sample)].TrimStart("\r\n \t"u8);
        if (declared == ContentEncoding.Base64)
        {
            var line = FirstLine(sample).TrimEnd(" \t"u8);
            return isText && line.ContainsAnyExcept(Base64Bytes) ? ContentEncoding.Default : declared;
        }

        if (!isText || declared is ContentEncoding.QuotedPrintable or ContentEncoding.UUEncode)
        {
            return declared;
        }

        return FirstLine(sample).Length is > 56 and <= 76 && !sample.TrimEnd("\r\n \t"u8).ContainsAnyExcept(Base64Bytes) ? ContentEncoding.Base64
            : IsQuoted(sample) ? ContentEncoding.QuotedPrintable
            : declared;
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        return (end < 0 ? text : text[..end]).TrimEnd((byte)'\r');
    }

    // A line cut at 70 to 76 characters with "=", and a character written as "=" and two digits: either alone may be chance.
    private static bool IsQuoted(ReadOnlySpan<byte> text)
    {
        var isCut = false;
        var isEscaped = false;
        while (!text.IsEmpty && !(isCut && isEscaped))
        {
            var line = FirstLine(text);
            isCut |= line.Length is >= 70 and <= 76 && line[^1] == '=';
            var escape = line.IndexOf((byte)'=');
            isEscaped |= escape >= 0 && escape + 2 < line.Length && char.IsAsciiHexDigit((char)line[escape + 1]) && char.IsAsciiHexDigitUpper((char)line[escape + 2]);
            var end = text.IndexOf((byte)'\n');
            text = end < 0 ? default : text[(end + 1)..];
        }

        return isCut && isEscaped;
    }
}
