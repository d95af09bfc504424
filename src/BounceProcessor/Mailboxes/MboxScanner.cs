using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace BounceProcessor.Mailboxes;

/// <summary>Finds the mails of an mbox in one pass, with a fixed buffer whatever the length of file, mail or line.</summary>
internal sealed class MboxScanner : IDisposable
{
    private readonly Stream _mbox;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly byte[] _head = new byte[MboxFormat.LongestSeparator];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<MboxMail> _found = [];

    private long _lineStart;
    private long _lineLength;
    private int _headLength;
    private long _mailStart = -1;
    private long _mailEnd;
    private bool _afterEmptyLine = true;

    // The empty line before a separator belongs to neither mail; whether it is one shows with the next line.
    private long _heldBack;
    private bool _heldIsCrLf;

    public MboxScanner(Stream mbox) => _mbox = mbox;

    public void Dispose() => _hash.Dispose();

    /// <summary>The mails in the order of the file; the last one when the file ends.</summary>
    public async IAsyncEnumerable<MboxMail> ScanAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int read;
        while ((read = await _mbox.ReadAsync(_buffer, cancellationToken)) > 0)
        {
            Take(_buffer.AsSpan(0, read));
            foreach (var mail in _found)
            {
                yield return mail;
            }

            _found.Clear();
        }

        if (_lineLength > 0)
        {
            EndLine();
        }

        EndMail();
        foreach (var mail in _found)
        {
            yield return mail;
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var feed = bytes.IndexOf((byte)'\n');
            var part = feed < 0 ? bytes : bytes[..(feed + 1)];
            TakePart(part);
            if (feed >= 0)
            {
                EndLine();
            }

            bytes = bytes[part.Length..];
        }
    }

    // A line is kept until it ends or is too long for a separator; from then on it goes straight into the hash.
    private void TakePart(ReadOnlySpan<byte> part)
    {
        var wasLong = _lineLength > _head.Length;
        _lineLength += part.Length;
        if (!wasLong && _lineLength <= _head.Length)
        {
            part.CopyTo(_head.AsSpan(_headLength));
            _headLength += part.Length;
            return;
        }

        if (!wasLong)
        {
            BeginContent(_lineStart);
            _hash.AppendData(_head, 0, _headLength);
        }

        _hash.AppendData(part);
    }

    private void EndLine()
    {
        var isLong = _lineLength > _head.Length;
        var line = _head.AsSpan(0, _headLength).TrimEnd("\r\n"u8);
        var isEmpty = !isLong && line.IsEmpty && _headLength <= 2;
        var next = _lineStart + _lineLength;
        if (!isLong && _afterEmptyLine && (MboxFormat.IsSeparator(line) || (_lineStart == 0 && line.StartsWith("From "u8))))
        {
            EndMail();
            _mailStart = _mailEnd = next;
        }
        else if (isEmpty)
        {
            HoldBack();
        }
        else if (!isLong)
        {
            BeginContent(_lineStart);
            _hash.AppendData(_head, 0, _headLength);
            _mailEnd = next;
        }
        else
        {
            _mailEnd = next;
        }

        _afterEmptyLine = isEmpty;
        (_lineStart, _lineLength, _headLength) = (next, 0, 0);
    }

    private void HoldBack()
    {
        if (_mailStart < 0)
        {
            return; // empty lines before the first mail
        }

        Release();
        _heldBack = _lineLength;
        _heldIsCrLf = _headLength == 2;
    }

    // A file whose first line is no separator holds one mail, or the end of one: it is kept, not dropped.
    private void BeginContent(long lineStart)
    {
        if (_mailStart < 0)
        {
            _mailStart = _mailEnd = lineStart;
        }

        Release();
    }

    private void Release()
    {
        if (_heldBack > 0)
        {
            _hash.AppendData(_heldIsCrLf ? "\r\n"u8 : "\n"u8);
            _mailEnd += _heldBack;
            _heldBack = 0;
        }
    }

    private void EndMail()
    {
        if (_mailStart >= 0)
        {
            _found.Add(new MboxMail(_mailStart, _mailEnd - _mailStart, Convert.ToHexStringLower(_hash.GetHashAndReset().AsSpan(0, 8))));
        }

        _mailStart = -1;
        _heldBack = 0;
    }
}

/// <summary>One mail within an mbox.</summary>
/// <param name="Offset">Where it begins: after its separator.</param>
/// <param name="SizeBytes">Its length in the file, quotes included, without the empty line before the next separator.</param>
/// <param name="Hash">Start of the SHA-256 of these bytes, in hexadecimal.</param>
internal sealed record MboxMail(long Offset, long SizeBytes, string Hash);
