using MimeKit;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>Reads a block of headers that is no whole mail.</summary>
internal sealed class HeaderReader : MimeReader
{
    private readonly List<Header> _headers = [];

    private HeaderReader(Stream stream)
        : base(stream, MimeFormat.Entity)
    {
    }

    /// <summary>The headers at the start of the bytes; empty when there are none.</summary>
    public static HeaderBlock Read(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var stream = new MemoryView(bytes);
        var reader = new HeaderReader(stream);
        try
        {
            reader.ReadHeaders(cancellationToken);
        }
        catch (FormatException)
        {
            return HeaderBlock.Empty; // no header at the very start: text that only looked like one
        }

        return new HeaderBlock(reader._headers);
    }

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (_headers.Count < 500)
        {
            _headers.Add(header);
        }
    }
}
