using System.Buffers;

namespace BounceProcessor.Host.Commands.Diagnosing;

/// <summary>The bytes of one mail in a pooled array, given back on disposal.</summary>
internal sealed class MailBytes(byte[] pooled, int length, bool headersOnly) : IDisposable
{
    /// <summary>Largest mail that is read whole: 20 MiB.</summary>
    public const int Limit = 20 * 1024 * 1024;

    // More header than this is no header.
    private const int HeaderLimit = 1024 * 1024;

    private byte[]? _pooled = pooled;

    /// <summary>The mail, or its headers.</summary>
    public ReadOnlyMemory<byte> Memory => _pooled.AsMemory(0, length);

    /// <summary>The mail is above the limit.</summary>
    public bool HeadersOnly => headersOnly;

    /// <summary>Reads a whole stream, or only headers when it is longer than the limit.</summary>
    public static MailBytes Read(Stream stream, CancellationToken cancellationToken)
    {
        var size = stream.CanSeek ? stream.Length : 64 * 1024;
        var wanted = (int)Math.Min(size, size > Limit ? HeaderLimit : Limit) + 1;
        var buffer = ArrayPool<byte>.Shared.Rent(wanted);
        var length = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (length == buffer.Length)
            {
                buffer = Grown(buffer, length);
            }

            var read = stream.Read(buffer, length, buffer.Length - length);
            length += read;
            if (read == 0)
            {
                return new MailBytes(buffer, length, headersOnly: false);
            }

            if (length > Limit || (size > Limit && length >= HeaderLimit))
            {
                return HeadersOf(buffer, length);
            }
        }
    }

    /// <summary>Keeps the headers of the bytes in the array.</summary>
    /// <param name="pooled">A pooled array, owned by the result.</param>
    /// <param name="length">How much of it is mail.</param>
    public static MailBytes HeadersOf(byte[] pooled, int length)
    {
        var head = pooled.AsSpan(0, Math.Min(length, HeaderLimit));
        var end = head.IndexOf("\n\n"u8);
        var endCrLf = head.IndexOf("\n\r\n"u8);
        var kept = (end, endCrLf) switch
        {
            ( < 0, < 0) => head.Length,
            ( < 0, _) => endCrLf + 3,
            (_, < 0) => end + 2,
            _ => Math.Min(end + 2, endCrLf + 3),
        };
        return new MailBytes(pooled, kept, headersOnly: true);
    }

    /// <summary>A larger pooled array with the same start; the old one is given back.</summary>
    public static byte[] Grown(byte[] pooled, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(pooled.Length * 2);
        pooled.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(pooled);
        return larger;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _pooled, null) is { } array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
