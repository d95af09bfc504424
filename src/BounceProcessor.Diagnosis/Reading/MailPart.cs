using System.Runtime.InteropServices;
using MimeKit;
using MimeKit.Encodings;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>One leaf of a mail: its headers and where its content lies in the mail's bytes.</summary>
/// <param name="Headers">The headers of the part.</param>
/// <param name="MediaType">Lower case, <c>text/plain</c> where none is given.</param>
/// <param name="Charset">As written, or <see langword="null"/>.</param>
/// <param name="Content">Still encoded.</param>
/// <param name="MessageDepth">0 in the mail itself, 1 in a message attached to it, and so on.</param>
internal sealed record MailPart(HeaderBlock Headers, string MediaType, string? Charset, ReadOnlyMemory<byte> Content, int MessageDepth)
{
    /// <summary>Content beyond this is not decoded; no notice is that long, but returned mails are.</summary>
    private const int DecodedLimit = 4 * 1024 * 1024;

    private byte[]? _decoded;

    private string? _text;

    /// <summary>Headers of the attached message this part stands in; <see langword="null"/> at depth 0.</summary>
    public HeaderBlock? Message { get; init; }

    public bool IsText => MediaType.StartsWith("text/", StringComparison.Ordinal) && MediaType != "text/rfc822-headers";

    public bool IsDeliveryStatus => MediaType is "message/delivery-status" or "message/global-delivery-status";

    /// <summary>An attached message that was not opened by the parser, since it is encoded or cut to its headers.</summary>
    public bool IsReturnedMessage => MediaType is "message/rfc822" or "message/global" or "text/rfc822-headers"
        or "message/rfc822-headers" or "message/global-headers" or "message/partial";

    /// <summary>The content without its transfer encoding; at most 4 MiB.</summary>
    public ReadOnlyMemory<byte> Decoded()
    {
        var content = Content.Length > DecodedLimit ? Content[..DecodedLimit] : Content;
        if (_decoded is not null)
        {
            return _decoded;
        }

        var encoding = TransferEncoding.Of(content.Span, Headers.Encoding, IsText || IsDeliveryStatus);
        if (encoding is not (ContentEncoding.Base64 or ContentEncoding.QuotedPrintable or ContentEncoding.UUEncode))
        {
            return content;
        }

        return _decoded = Decode(content, encoding);
    }

    /// <summary>The content as text: charset decoded, HTML reduced to its words.</summary>
    public string Text() => _text ??= MediaType is "text/html"
        ? HtmlWords.Of(TextDecoding.Decode(Decoded().Span, Charset))
        : TextDecoding.Decode(Decoded().Span, Charset);

    private static byte[] Decode(ReadOnlyMemory<byte> content, ContentEncoding encoding)
    {
        var bytes = MemoryMarshal.TryGetArray(content, out var segment) && segment.Array is not null ? segment : new(content.ToArray());
        IMimeDecoder decoder = encoding switch
        {
            ContentEncoding.Base64 => new Base64Decoder(),
            ContentEncoding.QuotedPrintable => new QuotedPrintableDecoder(),
            _ => new UUDecoder(),
        };
        var output = new byte[decoder.EstimateOutputLength(bytes.Count)];
        var length = decoder.Decode(bytes.Array ?? [], bytes.Offset, bytes.Count, output);
        return output[..length];
    }
}
