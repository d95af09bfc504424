namespace BounceProcessor.Diagnosis.Reading;

/// <summary>Straightens what would keep the parser from seeing a header.</summary>
internal static class RawBytes
{
    /// <summary>Drops white space before the first header, a byte order mark, and turns bare CR line ends into LF.</summary>
    public static ReadOnlyMemory<byte> Straightened(ReadOnlyMemory<byte> mail)
    {
        if (mail.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            mail = mail[3..];
        }

        var text = mail.Span.TrimStart("\r\n \t"u8);
        mail = WithSingleReturns(mail[(mail.Length - text.Length)..]);
        if (!mail.Span.Contains((byte)'\r') || mail.Span.Contains((byte)'\n'))
        {
            return mail;
        }

        // Old Macintosh files; IMAP does not deliver such, an import may.
        var lines = mail.ToArray();
        lines.AsSpan().Replace((byte)'\r', (byte)'\n');
        return lines;
    }

    // CR CR LF is a line end that was converted twice; a parser sees a blank line in it.
    private static ReadOnlyMemory<byte> WithSingleReturns(ReadOnlyMemory<byte> mail)
    {
        var rest = mail.Span;
        var at = rest.IndexOf("\r\r\n"u8);
        if (at < 0)
        {
            return mail;
        }

        var single = new MemoryStream(mail.Length);
        for (; at >= 0; at = rest.IndexOf("\r\r\n"u8))
        {
            single.Write(rest[..at]);
            rest = rest[(at + 1)..];
        }

        single.Write(rest);
        return single.ToArray();
    }

    /// <summary>Where the blank line after the headers begins; the length where there is none.</summary>
    public static int HeadersEnd(ReadOnlySpan<byte> bytes)
    {
        var lf = bytes.IndexOf("\n\n"u8);
        var crlf = (lf < 0 ? bytes : bytes[..lf]).IndexOf("\r\n\r\n"u8);
        return crlf >= 0 ? crlf + 2 : lf < 0 ? bytes.Length : lf + 1;
    }

    /// <summary>The same bytes as the body of a mail with one header of ours.</summary>
    public static ReadOnlyMemory<byte> WithHeader(ReadOnlyMemory<byte> body) => (byte[])[.. "X-Headers: none\n\n"u8, .. body.Span];
}
