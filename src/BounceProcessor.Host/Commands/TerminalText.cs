using System.Globalization;
using System.Text;

namespace BounceProcessor.Host.Commands;

/// <summary>Makes text of strangers harmless for a terminal: no escape sequence, line break or change of direction gets through.</summary>
internal static class TerminalText
{
    /// <summary>The text on one line; characters that a terminal would act on stand as <c>\u001B</c>.</summary>
    public static string Safe(string text)
    {
        var first = FirstUnsafe(text);
        if (first < 0)
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 16).Append(text, 0, first);
        foreach (var character in text.AsSpan(first))
        {
            if (!IsUnsafe(character))
            {
                safe.Append(character);
            }
            else if (character is '\r' or '\n' or '\t')
            {
                safe.Append(' ');
            }
            else
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            }
        }

        return safe.ToString();
    }

    private static int FirstUnsafe(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsUnsafe(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    // C0, DEL and C1 drive the terminal; bidirectional marks make "gpj.exe" of "exe.jpg"; U+2028 and U+2029 break lines.
    private static bool IsUnsafe(char character) =>
        char.IsControl(character)
        || character is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
