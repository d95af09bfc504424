using System.Text;

using MimeKit;

namespace BounceProcessor.Sending.Composing;

/// <summary>
/// A mail that is sent as it is stored: its body is neither parsed nor encoded again, so that it costs what copying costs, and so that what is sent again
/// is the same. Only its headers can be looked at.
/// </summary>
internal sealed class StoredMessage : MimeMessage
{
    private StoredMessage(byte[] headers, ReadOnlyMemory<byte> body)
        : base(HeadersOf(headers))
    {
        NeedsSmtpUtf8 = headers.AsSpan().IndexOfAnyInRange((byte)0x80, (byte)0xff) >= 0;
        SizeBytes = headers.Length + body.Length;
        Body = new StoredBody(body);
    }

    /// <summary>Bytes that are sent.</summary>
    public long SizeBytes { get; }

    /// <summary>A header is in UTF-8: the server has to offer SMTPUTF8, whatever the envelope holds.</summary>
    public bool NeedsSmtpUtf8 { get; }

    /// <param name="first">Header lines that are put in front, with CRLF.</param>
    /// <param name="content">The mail with CRLF.</param>
    public static StoredMessage Of(string first, ReadOnlyMemory<byte> content)
    {
        var end = HeadersEnd(content.Span);
        var headers = new byte[Encoding.ASCII.GetByteCount(first) + end];
        content.Span[..end].CopyTo(headers.AsSpan(Encoding.ASCII.GetBytes(first, headers)));
        return new StoredMessage(headers, content[end..]);
    }

    /// <summary>Where the body begins.</summary>
    public static int HeadersEnd(ReadOnlySpan<byte> content) =>
        content.IndexOf("\r\n\r\n"u8) is >= 0 and var end ? end + 4 : throw new FormatException("The stored mail has no end of its headers; it is not one that was composed here.");

    /// <summary>Does nothing: the mail is in 7 bits but for its headers.</summary>
    public override void Prepare(EncodingConstraint constraint, int maxLineLength = 78)
    {
    }

    /// <summary>Does nothing: there is nothing to look at.</summary>
    public override void Accept(MimeVisitor visitor)
    {
    }

    private static HeaderList HeadersOf(byte[] headers)
    {
        using var stream = new MemoryStream(headers, writable: false);
        return HeaderList.Load(stream, CancellationToken.None);
    }
}
