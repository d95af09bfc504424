using System.IO.Compression;

namespace BounceProcessor.Events;

/// <summary>The stored form of raw mail: Brotli.</summary>
internal static class MailContent
{
    // Measured: quality 4 takes three times as long for a tenth less of text mails; docs/benchmarks.md. Every quality is read back alike.
    private const int Quality = 1;
    private const int WindowBits = 22;

    /// <summary>Compresses a mail.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> mail)
    {
        var compressed = new byte[BrotliEncoder.GetMaxCompressedLength(mail.Length)];
        if (!BrotliEncoder.TryCompress(mail, compressed, out var length, Quality, WindowBits))
        {
            throw new InvalidOperationException($"A mail of {mail.Length} bytes did not fit into {compressed.Length} bytes when compressed.");
        }

        return compressed[..length];
    }

    /// <summary>Brings a mail back.</summary>
    /// <exception cref="InvalidDataException">The stored bytes are damaged.</exception>
    public static byte[] Decompress(ReadOnlySpan<byte> compressed, long sizeBytes)
    {
        var mail = new byte[sizeBytes];
        return BrotliDecoder.TryDecompress(compressed, mail, out var length) && length == sizeBytes
            ? mail
            : throw new InvalidDataException($"A stored mail of {sizeBytes} bytes cannot be decompressed; the database file is damaged.");
    }
}
