using System.Text;
using MimeKit;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>
/// Lists the leaves of a mail in one pass. The low-level reader builds no message objects and the contents stay where they are,
/// so a mail of 20 MiB costs its headers.
/// </summary>
internal sealed class PartCollector : MimeReader
{
    /// <summary>More leaves than this are not looked at.</summary>
    private const int PartLimit = 1_000;

    private const int ReopenLimit = 4;

    private const int AttachedLimit = 10;

    private static readonly ParserOptions Bounded = new() { MaxMimeDepth = 32 };

    private readonly ReadOnlyMemory<byte> _mail;
    private readonly List<MailPart> _parts = [];
    private readonly List<MailPart> _closed = [];
    private readonly List<ReadOnlyMemory<byte>> _attached = [];
    private readonly Stack<HeaderBlock> _messages = [];
    private readonly Stack<int> _children = [];
    private List<Header> _headers = [];
    private HeaderBlock _part = HeaderBlock.Empty;
    private ContentType? _type;
    private long _contentBegin;
    private long _preambleBegin;
    private long _messageBegin;
    private ReadOnlyMemory<byte> _preamble;
    private HeaderBlock? _top;
    private ContentType? _topType;

    private PartCollector(ReadOnlyMemory<byte> mail, Stream stream)
        : base(Bounded, stream, MimeFormat.Entity) => _mail = mail;

    /// <summary>The headers of the mail and its leaves in order.</summary>
    /// <exception cref="FormatException">The bytes have no header at all.</exception>
    public static MailParts Collect(ReadOnlyMemory<byte> mail, CancellationToken cancellationToken)
    {
        using var stream = new MemoryView(mail);
        var collector = new PartCollector(mail, stream);
        collector.ReadMessage(cancellationToken);
        collector.Reopen(cancellationToken);
        return new MailParts(collector._top ?? HeaderBlock.Empty, collector._parts, collector._topType) { Attached = collector._attached };
    }

    // A multipart without parts, or a text that begins like one: the boundary that is really used shows in the bytes.
    private void Reopen(CancellationToken cancellationToken)
    {
        if (_parts.Count == 1 && _parts[0] is { MessageDepth: 0, MediaType: "text/plain" })
        {
            _closed.Add(_parts[0]);
        }

        // The parser takes a multipart that names no boundary for a leaf.
        _closed.AddRange(_parts.Where(part => part.MediaType.StartsWith("multipart/", StringComparison.Ordinal)));
        foreach (var part in _closed.Take(ReopenLimit))
        {
            var index = _parts.IndexOf(part);
            if (index < 0 || BoundaryFinder.WithBoundary(part.Content) is not { } multipart)
            {
                continue;
            }

            using var stream = new MemoryView(multipart);
            var inner = new PartCollector(multipart, stream);
            inner.ReadMessage(cancellationToken);
            _parts.RemoveAt(index);
            _parts.InsertRange(index, inner._parts.Take(PartLimit - _parts.Count)
                .Select(found => found with { MessageDepth = found.MessageDepth + part.MessageDepth, Message = found.Message ?? part.Message }));
        }
    }

    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        _headers = [];

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (_headers.Count < 2_000)
        {
            _headers.Add(header);
        }
    }

    protected override void OnHeadersEnd(long beginOffset, int beginLineNumber, long endOffset, int endLineNumber, CancellationToken cancellationToken) =>
        _part = new HeaderBlock(_headers);

    // The reader announces a message once its headers are read.
    protected override void OnMimeMessageBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        _top ??= _part;
        _messages.Push(_part);
        _messageBegin = _messages.Count == 2 ? beginOffset : _messageBegin;
    }

    protected override void OnMimeMessageEnd(long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken)
    {
        if (_messages.Count == 2 && _attached.Count < AttachedLimit)
        {
            _attached.Add(Slice(_messageBegin, endOffset));
        }

        if (_messages.Count > 0)
        {
            _messages.Pop();
        }
    }

    protected override void OnMimePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        _type = contentType;
        _topType ??= contentType;
        Count();
    }

    protected override void OnMimePartContentBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        _contentBegin = beginOffset;

    protected override void OnMimePartContentEnd(long beginOffset, int beginLineNumber, long endOffset, int lines, NewLineFormat? newLineFormat, CancellationToken cancellationToken) =>
        Add(_part, _type, Slice(_contentBegin, endOffset));

    protected override void OnMessagePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        _topType ??= contentType;
        Count();
    }

    protected override void OnMultipartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        _topType ??= contentType;
        Count();
        _children.Push(0);
        _preamble = default;
    }

    protected override void OnMultipartPreambleBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        _preambleBegin = beginOffset;

    protected override void OnMultipartPreambleEnd(long beginOffset, int beginLineNumber, long endOffset, int lines, CancellationToken cancellationToken) =>
        _preamble = Slice(_preambleBegin, endOffset);

    protected override void OnMultipartEnd(ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken)
    {
        // A boundary that is not the one announced leaves the whole body as preamble; it is a leaf then.
        if (_children.TryPop(out var children) && children == 0)
        {
            Add(HeaderBlock.Empty, null, _preamble.IsEmpty ? Slice(headersEndOffset, endOffset) : _preamble);
            _closed.Add(_parts[^1]);
        }
    }

    private void Count()
    {
        if (_children.TryPop(out var children))
        {
            _children.Push(children + 1);
        }
    }

    private void Add(HeaderBlock headers, ContentType? type, ReadOnlyMemory<byte> content)
    {
        var media = type is null ? "text/plain" : type.MimeType.ToLowerInvariant();
        var charset = type?.Charset?.Trim().ToLowerInvariant();
        var part = Add(new MailPart(headers, media, string.IsNullOrEmpty(charset) ? null : charset, content, Math.Max(0, _messages.Count - 1)));
        if ((media is "application/ms-tnef" or "application/vnd.ms-tnef" || type?.Name?.Equals("winmail.dat", StringComparison.OrdinalIgnoreCase) == true)
            && TnefText.Of(part.Decoded()) is { } text)
        {
            Add(new MailPart(HeaderBlock.Empty, "text/plain", "utf-8", Encoding.UTF8.GetBytes(text), part.MessageDepth));
        }
    }

    private MailPart Add(MailPart part)
    {
        if (_parts.Count < PartLimit)
        {
            part = part.MessageDepth > 0 ? part with { Message = _messages.Peek() } : part;
            _parts.Add(part);
        }

        return part;
    }

    private ReadOnlyMemory<byte> Slice(long begin, long end)
    {
        var from = (int)Math.Clamp(begin, 0, _mail.Length);
        return _mail[from..(int)Math.Clamp(end, from, _mail.Length)];
    }
}
