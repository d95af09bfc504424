using System.Text;
using System.Text.Unicode;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>Bytes of unknown honesty → text. Never fails: what is no UTF-8 and of no known charset is read as Windows-1252.</summary>
internal static class TextDecoding
{
    static TextDecoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (Ascii.IsValid(bytes) && !IsStateful(charset))
        {
            return Encoding.ASCII.GetString(bytes);
        }

        if (charset is null or "utf-8" or "us-ascii" or "unknown-8bit" or "x-unknown")
        {
            return Guess(bytes);
        }

        try
        {
            return Encoding.GetEncoding(charset).GetString(bytes);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return Guess(bytes); // a charset nobody knows, or UTF-7, which .NET has switched off
        }
    }

    private static bool IsStateful(string? charset) =>
        charset is not null && (charset.StartsWith("iso-2022", StringComparison.Ordinal) || charset is "hz-gb-2312");

    private static string Guess(ReadOnlySpan<byte> bytes)
    {
        // Not by exception: that costs as much as reading a mail.
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.GetEncoding(1252).GetString(bytes);
    }
}
