using MimeKit;

namespace BounceProcessor.Sending.Composing;

/// <summary>The body of a <see cref="StoredMessage"/>: bytes that are written as they are. Its headers are among those of the message.</summary>
internal sealed class StoredBody : MimeEntity
{
    private readonly ReadOnlyMemory<byte> _content;

    /// <param name="content">What follows the empty line, with CRLF, in 7 bits.</param>
    public StoredBody(ReadOnlyMemory<byte> content)
        : base("application", "octet-stream")
    {
        _content = content;
        Headers.Clear();
    }

    /// <inheritdoc cref="StoredMessage.AtEnd"/>
    public Func<CancellationToken, Task>? AtEnd { get; set; }

    /// <summary>Does nothing: there is nothing to encode.</summary>
    public override void Prepare(EncodingConstraint constraint, int maxLineLength = 78)
    {
    }

    /// <summary>Does nothing: there is nothing to look at.</summary>
    public override void Accept(MimeVisitor visitor)
    {
    }

    /// <inheritdoc/>
    public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        stream.Write(_content.Span);
    }

    /// <inheritdoc/>
    public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        await stream.WriteAsync(_content, cancellationToken);
        if (AtEnd is { } atEnd)
        {
            await atEnd(cancellationToken);
        }
    }
}
