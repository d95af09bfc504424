using System.Text;

using BounceProcessor.Host.Pages.Text;

namespace BounceProcessor.Host.Pages.Events;

/// <summary>The beginning of a raw mail, readable.</summary>
/// <param name="Text">Decoded, with hidden characters made visible.</param>
/// <param name="SizeBytes">Size of the whole mail.</param>
/// <param name="ShownBytes">How much of it <paramref name="Text"/> is.</param>
internal sealed record RawText(string Text, long SizeBytes, int ShownBytes)
{
    /// <summary>Most bytes shown; the download has all of them.</summary>
    public const int LimitBytes = 64 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public bool IsCut => ShownBytes < SizeBytes;

    public static RawText Of(byte[] mail)
    {
        var shown = mail.AsSpan(0, Math.Min(mail.Length, LimitBytes));
        return new RawText(Visible.Lines(Decode(mail.Length > LimitBytes ? WholeCharacters(shown) : shown)), mail.LongLength, shown.Length);
    }

    // A cut in the middle of a UTF-8 sequence would make the whole text look like another encoding.
    private static ReadOnlySpan<byte> WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            var last = bytes[^back];
            if (last >= 0xC0)
            {
                var length = last >= 0xF0 ? 4 : last >= 0xE0 ? 3 : 2;
                return length > back ? bytes[..^back] : bytes;
            }

            if (last < 0x80)
            {
                return bytes;
            }
        }

        return bytes;
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
