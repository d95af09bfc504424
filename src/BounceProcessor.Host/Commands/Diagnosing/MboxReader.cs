using System.Buffers;

using BounceProcessor.Mailboxes;

namespace BounceProcessor.Host.Commands.Diagnosing;

/// <summary>Reads the mails of an mbox one by one. Memory holds one mail at a time.</summary>
internal sealed class MboxReader(Stream stream)
{
    private readonly byte[] _chunk = new byte[64 * 1024];
    private int _start;
    private int _end;

    // The mail being gathered.
    private byte[] _mail = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _length;
    private bool _tooLarge;

    // Whether separators carry a date, as they should. Null until the first one is seen, for that one sets the manner of the file.
    private bool? _dated;

    /// <summary>The mails in their order; each has to be disposed of.</summary>
    public IEnumerable<MailBytes> ReadMails(CancellationToken cancellationToken)
    {
        var lineStart = true;
        var afterBlank = true;
        while (NextPiece(out var offset, out var count))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lineStart && afterBlank && IsSeparator(offset, count))
            {
                if (_length > 0)
                {
                    yield return TakeMail();
                }

                afterBlank = false;
            }
            else
            {
                Append(offset, count, lineStart);
                afterBlank = lineStart && IsBlank(offset, count);
            }

            lineStart = _chunk[offset + count - 1] == (byte)'\n';
        }

        if (_length > 0)
        {
            yield return TakeMail();
        }
    }

    // One line with its end, or as much of a line as fits the chunk.
    private bool NextPiece(out int offset, out int count)
    {
        while (true)
        {
            offset = _start;
            var newline = _chunk.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (newline >= 0 || _end - _start == _chunk.Length)
            {
                count = newline >= 0 ? newline + 1 : _chunk.Length;
                _start += count;
                return true;
            }

            _chunk.AsSpan(_start, _end - _start).CopyTo(_chunk);
            _end -= _start;
            _start = 0;
            var read = stream.Read(_chunk, _end, _chunk.Length - _end);
            _end += read;
            if (read == 0)
            {
                offset = 0;
                count = _end;
                _start = _end;
                return count > 0;
            }
        }
    }

    private bool IsSeparator(int offset, int count)
    {
        var line = _chunk.AsSpan(offset, count).TrimEnd("\r\n"u8);
        if (!line.StartsWith("From "u8))
        {
            return false;
        }

        var isDated = MboxFormat.IsSeparator(line);
        _dated ??= isDated;
        return isDated || _dated == false;
    }

    private bool IsBlank(int offset, int count) => _chunk.AsSpan(offset, count).TrimEnd("\r\n"u8).IsEmpty;

    private void Append(int offset, int count, bool lineStart)
    {
        var piece = _chunk.AsSpan(offset, count);
        // A line "From " of a mail is stored as ">From ", and ">From " as ">>From " (mboxrd).
        if (lineStart && piece[0] == (byte)'>' && piece.TrimStart((byte)'>').StartsWith("From "u8))
        {
            piece = piece[1..];
        }

        if (_tooLarge)
        {
            return;
        }

        if (_length + piece.Length > MailBytes.Limit)
        {
            _tooLarge = true;
            return;
        }

        while (_length + piece.Length > _mail.Length)
        {
            _mail = MailBytes.Grown(_mail, _length);
        }

        piece.CopyTo(_mail.AsSpan(_length));
        _length += piece.Length;
    }

    private MailBytes TakeMail()
    {
        var mail = _tooLarge ? MailBytes.HeadersOf(_mail, _length) : new MailBytes(_mail, _length, headersOnly: false);
        _mail = ArrayPool<byte>.Shared.Rent(64 * 1024);
        _length = 0;
        _tooLarge = false;
        return mail;
    }
}
