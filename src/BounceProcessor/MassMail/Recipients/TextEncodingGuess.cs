using System.Buffers;
using System.Text;
using System.Text.Unicode;

using BounceProcessor.Diagnosis;

namespace BounceProcessor.MassMail.Recipients;

/// <summary>How the bytes of a file of recipients are to be read.</summary>
/// <param name="Encoding">The encoding; <see langword="null"/> when the file is no text.</param>
/// <param name="Notice">What people should know of a guess; <see langword="null"/> when nothing was guessed.</param>
/// <param name="Fault">Why it is no text.</param>
internal sealed record TextEncodingGuess(Encoding? Encoding, LocalizedText? Notice, LocalizedText? Fault)
{
    // These are letters in Windows-1252 (Š Œ Ž š œ ž Ÿ), and nothing or a lone accent in Windows-1257.
    private static readonly SearchValues<byte> WesternOnly = SearchValues.Create(0x8A, 0x8C, 0x9A, 0x9C, 0x9E, 0x9F);

    /// <summary>Looks at the whole file: a byte order mark decides, then whether it is UTF-8, else it is one of the two old Windows encodings.</summary>
    public static async Task<TextEncodingGuess> OfAsync(Stream file, CancellationToken cancellationToken)
    {
        var head = new byte[4];
        var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        file.Position = 0;
        return ByHead(head.AsSpan(0, length)) ?? await ByContentAsync(file, cancellationToken);
    }

    private static TextEncodingGuess? ByHead(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new(Encoding.UTF8, null, null),
        [0xFF, 0xFE, ..] => new(Encoding.Unicode, null, null),
        [0xFE, 0xFF, ..] => new(Encoding.BigEndianUnicode, null, null),
        [(byte)'P', (byte)'K', 3, 4] or [0xD0, 0xCF, 0x11, 0xE0] => new(null, null, new LocalizedText(
            "The file of recipients is an Excel workbook; save it as \"CSV UTF-8\" and give that file.",
            "Saajate fail on Exceli töövihik; salvestage see kujul „CSV UTF-8“ ja andke see fail.")),
        _ => null,
    };

    private static async Task<TextEncodingGuess> ByContentAsync(Stream file, CancellationToken cancellationToken)
    {
        var (isUtf8, isWestern, hasNul) = (true, false, false);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            // A character may be cut at the end of a piece: its bytes are looked at with the next one.
            for (var kept = 0; ;)
            {
                var read = await file.ReadAtLeastAsync(buffer.AsMemory(kept), buffer.Length - kept, throwOnEndOfStream: false, cancellationToken);
                var piece = buffer.AsSpan(0, kept + read);
                var isLast = piece.Length < buffer.Length;
                hasNul |= piece.Contains((byte)0);
                isWestern |= piece.ContainsAny(WesternOnly);
                var whole = isLast ? piece.Length : LastWhole(piece);
                isUtf8 = isUtf8 && Utf8.IsValid(piece[..whole]);
                if (isLast)
                {
                    break;
                }

                kept = piece.Length - whole;
                piece[whole..].CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            file.Position = 0;
        }

        return hasNul ? NoText() : isUtf8 ? new(Encoding.UTF8, null, null) : Guess(isWestern ? 1252 : 1257);
    }

    private static int LastWhole(ReadOnlySpan<byte> piece)
    {
        for (var back = 1; back <= 3; back++)
        {
            if (piece[^back] >= 0xC0)
            {
                return piece.Length - back;
            }
        }

        return piece.Length;
    }

    private static TextEncodingGuess NoText() => new(null, null, new LocalizedText(
        "The file of recipients is no text: it has bytes of value zero; save it as \"CSV UTF-8\".",
        "Saajate fail ei ole tekst: selles on nullbaite; salvestage see kujul „CSV UTF-8“."));

    private static TextEncodingGuess Guess(int page) => new(
        CodePagesEncodingProvider.Instance.GetEncoding(page),
        new LocalizedText(
            $"The file of recipients is not UTF-8; it is read as Windows-{page}. Look in the preview whether letters such as õ, ä, š are right, or save it as \"CSV UTF-8\".",
            $"Saajate fail ei ole UTF-8; seda loetakse kui Windows-{page}. Vaadake eelvaatest, kas õ, ä ja š on õiged, või salvestage fail kujul „CSV UTF-8“."),
        null);
}
