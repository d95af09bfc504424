using System.Globalization;
using System.Text;

using MimeKit;

namespace BounceProcessor.Privacy;

/// <summary>Looks for an address in the bytes of a mail: as they are, with folded lines and quoted-printable undone, and in every decoded header and part.</summary>
internal static class MailSearch
{
    private const int DeepestPart = 100;

    /// <summary>Whether the mail names the address. Takes time that grows with its size alone.</summary>
    public static bool Names(byte[] mail, PersonalAddress address)
    {
        var text = Encoding.UTF8.GetString(mail);
        return address.IsIn(text)
            || address.IsIn(Encoding.UTF8.GetString(Unfold(mail)))
            || (IsEncoded(text) && IsInParts(mail, address));
    }

    private static bool IsEncoded(string text) =>
        text.Contains("base64", StringComparison.OrdinalIgnoreCase) || text.Contains("=?", StringComparison.Ordinal);

    // Without "=" at the ends of lines, =40 as @, and header lines in one.
    private static byte[] Unfold(ReadOnlySpan<byte> mail)
    {
        var result = new byte[mail.Length];
        var length = 0;
        for (var i = 0; i < mail.Length; i++)
        {
            if (mail[i] == '=' && LineBreak(mail, i + 1) is var soft and > 0)
            {
                i += soft;
            }
            else if (mail[i] == '=' && i + 2 < mail.Length && byte.TryParse(mail.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                result[length++] = code;
                i += 2;
            }
            else if (LineBreak(mail, i) is var fold and > 0 && i + fold < mail.Length && mail[i + fold] is (byte)' ' or (byte)'\t')
            {
                i += LineBreak(mail, i);
            }
            else
            {
                result[length++] = mail[i];
            }
        }

        return result[..length];
    }

    private static int LineBreak(ReadOnlySpan<byte> mail, int at) =>
        at < mail.Length && mail[at] == '\n' ? 1 : at + 1 < mail.Length && mail[at] == '\r' && mail[at + 1] == '\n' ? 2 : 0;

    private static bool IsInParts(byte[] mail, PersonalAddress address)
    {
        using var stream = new MemoryStream(mail, writable: false);
        MimeMessage message;
        try
        {
            message = MimeMessage.Load(stream);
        }
        catch (FormatException)
        {
            return false; // no headers that could encode anything
        }

        using (message)
        {
            return IsInHeaders(message.Headers, address) || (message.Body is { } body && IsInEntity(body, address, 0));
        }
    }

    private static bool IsInHeaders(HeaderList headers, PersonalAddress address) => headers.Any(header => address.IsIn(header.Value));

    private static bool IsInEntity(MimeEntity entity, PersonalAddress address, int depth)
    {
        if (depth > DeepestPart)
        {
            return false;
        }

        if (IsInHeaders(entity.Headers, address))
        {
            return true;
        }

        return entity switch
        {
            Multipart parts => parts.Any(part => IsInEntity(part, address, depth + 1)),
            MessagePart { Message: { } inner } => IsInHeaders(inner.Headers, address) || (inner.Body is { } body && IsInEntity(body, address, depth + 1)),
            TextPart text => address.IsIn(text.Text),
            MimePart { Content: { } content } => IsInContent(content, address),
            _ => false,
        };
    }

    private static bool IsInContent(IMimeContent content, PersonalAddress address)
    {
        using var decoded = new MemoryStream();
        content.DecodeTo(decoded);
        return address.IsIn(Encoding.UTF8.GetString(decoded.GetBuffer(), 0, (int)decoded.Length));
    }
}
