using System.Globalization;
using System.Text;

namespace BounceProcessor.Sending.Composing;

/// <summary>Tells whether a text can stand in one line of a header and means there what it looks like.</summary>
internal static class OneLine
{
    /// <summary>The first sign that may not stand in it, as <c>U+202E</c>; <see langword="null"/> when there is none.</summary>
    /// <param name="text">A name, a subject, a file name.</param>
    public static string? WrongSign(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out var letter))
            {
                return Name(text[i]);
            }

            if (IsWrong(letter))
            {
                return Name(letter.Value);
            }

            i += letter.Utf16SequenceLength - 1;
        }

        return null;
    }

    /// <summary>The first sign that no text of a mail may hold: NUL, and half of a pair of surrogates.</summary>
    public static string? WrongSignInText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || !Rune.TryGetRuneAt(text, i, out var letter))
            {
                return Name(text[i]);
            }

            i += letter.Utf16SequenceLength - 1;
        }

        return null;
    }

    // Signs that end a line, and those that turn the direction or hide what follows (Unicode TR 36, section 2.5).
    private static bool IsWrong(Rune letter) => Rune.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || letter.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or (>= 0xE0000 and <= 0xE007F) or 0xFEFF or 0xFFFE or 0xFFFF;

    private static string Name(int value) => string.Create(CultureInfo.InvariantCulture, $"U+{value:X4}");
}
