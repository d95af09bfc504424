using MimeKit;

namespace BounceProcessor.Sending.Connecting;

/// <summary>
/// The body of a mail that tells when its last byte is written: what MailKit sends next is the end of the data. MailKit itself has no such hook, and
/// its progress is told without waiting.
/// </summary>
internal sealed class EndMarkedBody : MimeEntity
{
    private readonly MimeEntity _body;
    private readonly Func<CancellationToken, Task> _atEnd;

    /// <param name="body">The mail's own body.</param>
    /// <param name="atEnd">Awaited once the body is written for sending.</param>
    public EndMarkedBody(MimeEntity body, Func<CancellationToken, Task> atEnd)
        : base(body.ContentType.MediaType, body.ContentType.MediaSubtype)
    {
        (_body, _atEnd) = (body, atEnd);
        CopyHeaders();
    }

    public override void Accept(MimeVisitor visitor) => _body.Accept(visitor);

    public override void Prepare(EncodingConstraint constraint, int maxLineLength = 78)
    {
        _body.Prepare(constraint, maxLineLength);
        CopyHeaders();
    }

    public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default) =>
        _body.WriteTo(options, stream, contentOnly, cancellationToken);

    public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        await _body.WriteToAsync(options, stream, contentOnly, cancellationToken);
        await _atEnd(cancellationToken);
    }

    private void CopyHeaders()
    {
        Headers.Clear();
        foreach (var header in _body.Headers)
        {
            Headers.Add(header.Clone());
        }
    }
}
