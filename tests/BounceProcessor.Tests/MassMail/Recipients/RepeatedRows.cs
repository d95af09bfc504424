using System.Text;

namespace BounceProcessor.Tests.MassMail.Recipients;

/// <summary>A file with one row again and again, that takes no room.</summary>
internal sealed class RepeatedRows(string header, string row, long times) : Stream
{
    private readonly byte[] _header = Encoding.UTF8.GetBytes(header);
    private readonly byte[] _row = Encoding.UTF8.GetBytes(row);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _header.Length + (_row.Length * times);

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var end = Math.Min(Length, Position + count);
        var read = (int)(end - Position);
        for (var at = 0; at < read; at++)
        {
            var place = Position + at;
            buffer[offset + at] = place < _header.Length ? _header[place] : _row[(place - _header.Length) % _row.Length];
        }

        Position = end;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
        // nothing is written
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
