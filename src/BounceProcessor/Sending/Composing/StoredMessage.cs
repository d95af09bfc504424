using System.Text;

using MimeKit;

namespace BounceProcessor.Sending.Composing;

/// <summary>
/// A mail that is sent as it is stored: neither parsed nor encoded again, so that it costs what copying costs, and so that what is sent again is the same.
/// MimeKit sees one header, whose value holds all the others too, and a body of bytes.
/// </summary>
internal sealed class StoredMessage : MimeMessage
{
    private const int EmptyLine = 2;

    private readonly StoredBody _body;

    private StoredMessage(byte[] headers, ReadOnlyMemory<byte> body)
        : base([HeaderOf(headers)])
    {
        NeedsSmtpUtf8 = headers.AsSpan().IndexOfAnyInRange((byte)0x80, (byte)0xff) >= 0;
        SizeBytes = headers.Length + EmptyLine + body.Length;
        Body = _body = new StoredBody(body);
    }

    /// <summary>Awaited whenever the last byte is written: what MailKit sends next is the end of the mail. It has no such hook, and tells of progress without waiting.</summary>
    public Func<CancellationToken, Task>? AtEnd
    {
        get => _body.AtEnd;
        set => _body.AtEnd = value;
    }

    /// <summary>Bytes that are sent.</summary>
    public long SizeBytes { get; }

    /// <summary>A header is in UTF-8: the server has to offer SMTPUTF8, whatever the envelope holds.</summary>
    public bool NeedsSmtpUtf8 { get; }

    /// <summary>Of what is stored, and what is sent before it.</summary>
    /// <param name="first">Header lines that are put in front, with CRLF.</param>
    /// <param name="content">The mail with CRLF; it may not be changed while the result is in use.</param>
    public static StoredMessage Of(string first, ReadOnlyMemory<byte> content)
    {
        var end = HeadersEnd(content.Span);
        var headers = new byte[Encoding.ASCII.GetByteCount(first) + end - EmptyLine];
        content.Span[..(end - EmptyLine)].CopyTo(headers.AsSpan(Encoding.ASCII.GetBytes(first, headers)));
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

    private static Header HeaderOf(byte[] headers)
    {
        var colon = headers.AsSpan().IndexOf((byte)':');
        var all = new Header(Encoding.ASCII.GetString(headers.AsSpan(0, colon)), "");
        all.SetRawValue(headers[(colon + 1)..]);
        return all;
    }
}
