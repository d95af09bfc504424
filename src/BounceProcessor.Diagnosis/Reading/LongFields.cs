using System.Buffers;
using System.Text;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>
/// Cuts what would make the parser slow: its cost grows with the square of a field's length, and with the square of the number of parameters
/// of a content type. Nothing that is met in mail is cut.
/// </summary>
internal static class LongFields
{
    /// <summary>Longest header of the mail itself.</summary>
    private const int HeaderLimit = 64 * 1024;

    /// <summary>Longest field further down. What looks like a field may be a body there, so it is as long as the longest text that is read.</summary>
    private const int FieldLimit = 256 * 1024;

    /// <summary>Longest Content-Type or Content-Disposition, with a dozen names of files in it.</summary>
    private const int ParameterLimit = 8 * 1024;

    private static readonly SearchValues<byte> NotInName = SearchValues.Create("\0\t\r\n "u8);

    /// <summary>The same mail, with the end of every field cut off that is too long.</summary>
    public static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> mail)
    {
        if (mail.Length <= ParameterLimit)
        {
            return mail;
        }

        var bytes = mail.Span;
        var headersEnd = RawBytes.HeadersEnd(bytes);
        MemoryStream? cut = null;
        var copied = 0;
        for (var at = 0; at < bytes.Length;)
        {
            var end = FieldEnd(bytes, at);
            var limit = end - at <= ParameterLimit ? end - at : LimitOf(bytes[at..end], at < headersEnd);
            if (end - at > limit)
            {
                cut ??= new MemoryStream(bytes.Length);
                cut.Write(bytes[copied..(at + limit)]);
                cut.WriteByte((byte)'\n');
                copied = end;
            }

            at = end;
        }

        if (cut is null)
        {
            return mail;
        }

        cut.Write(bytes[copied..]);
        return cut.GetBuffer().AsMemory(0, (int)cut.Length);
    }

    private static int LimitOf(ReadOnlySpan<byte> field, bool inHeaders)
    {
        var colon = field.IndexOf((byte)':');
        var isField = colon > 0 && field[..colon].TrimEnd(" \t"u8).IndexOfAny(NotInName) < 0;
        if (isField && (Named(field[..colon], "content-type"u8) || Named(field[..colon], "content-disposition"u8)))
        {
            return ParameterLimit;
        }

        return inHeaders ? HeaderLimit : isField ? FieldLimit : field.Length;
    }

    private static bool Named(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted) => Ascii.EqualsIgnoreCase(name.Trim(" \t"u8), wanted);

    // A line and the indented ones below it.
    private static int FieldEnd(ReadOnlySpan<byte> bytes, int at)
    {
        do
        {
            var line = bytes[at..].IndexOf((byte)'\n');
            at = line < 0 ? bytes.Length : at + line + 1;
        }
        while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\t');
        return at;
    }
}
