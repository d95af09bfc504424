namespace BounceProcessor.Diagnosis.Reading;

/// <summary>Finds the boundary a multipart body uses where its Content-Type names another one, or none.</summary>
internal static class BoundaryFinder
{
    /// <summary>Lines before the first boundary that are looked at; MIME prologues are short.</summary>
    private const int LineLimit = 20;

    private const int BoundaryLimit = 200;

    /// <returns>The body with a header that names its boundary; <see langword="null"/> when it shows none.</returns>
    public static ReadOnlyMemory<byte>? WithBoundary(ReadOnlyMemory<byte> body)
    {
        var rest = body.Span;
        for (var lines = 0; lines < LineLimit && !rest.IsEmpty; lines++)
        {
            var line = NextLine(ref rest);
            if (line.Length is > 2 and < BoundaryLimit && line.StartsWith("--"u8) && IsPartHeader(rest))
            {
                return (byte[])[.. "Content-Type: multipart/mixed; boundary=\""u8, .. Quotable(line[2..]), .. "\"\n\n"u8, .. body.Span];
            }
        }

        return null;
    }

    private static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return line.TrimEnd(" \r\t"u8);
    }

    private static bool IsPartHeader(ReadOnlySpan<byte> text) =>
        text.Length > 10 && System.Text.Ascii.EqualsIgnoreCase(text[..8], "content-"u8);

    // Inside quotation marks these two would end the value or hide the next letter.
    private static byte[] Quotable(ReadOnlySpan<byte> boundary) =>
        boundary.IndexOfAny((byte)'"', (byte)'\\') < 0 ? boundary.ToArray() : [.. boundary.ToArray().SelectMany(letter => letter is (byte)'"' or (byte)'\\' ? new[] { (byte)'\\', letter } : [letter])];
}
