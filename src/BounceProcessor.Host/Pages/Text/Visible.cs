using System.Globalization;
using System.Text;

namespace BounceProcessor.Host.Pages.Text;

/// <summary>Text of a stranger, made harmless for reading: what cannot be seen, or turns the order of what can, becomes a visible sign. Escaping is the page's work.</summary>
internal static class Visible
{
    /// <summary>One line: line breaks and tabs become signs as well.</summary>
    public static string Line(string text) => Show(text, keepLines: false);

    /// <summary>Several lines: line breaks and tabs stay.</summary>
    public static string Lines(string text) => Show(text.ReplaceLineEndings("\n"), keepLines: true);

    /// <summary>A line of at most <paramref name="length"/> characters, with an ellipsis when it was longer.</summary>
    public static string Short(string text, int length) =>
        Line(text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1).TrimEnd(), "…"));

    private static string Show(string text, bool keepLines)
    {
        var shown = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            // An unpaired surrogate comes back as U+FFFD.
            _ = Rune.DecodeFromUtf16(rest, out var rune, out var length);
            rest = rest[length..];
            Append(shown, rune, keepLines);
        }

        return shown.ToString();
    }

    private static void Append(StringBuilder shown, Rune rune, bool keepLines)
    {
        if (keepLines && rune.Value is '\n' or '\t')
        {
            shown.Append((char)rune.Value);
        }
        else if (rune.Value < 0x20)
        {
            shown.Append((char)(0x2400 + rune.Value));
        }
        else if (rune.Value == 0x7F)
        {
            shown.Append('\u2421');
        }
        else if (IsHidden(rune))
        {
            shown.Append(CultureInfo.InvariantCulture, $"⟦U+{rune.Value:X4}⟧");
        }
        else
        {
            shown.Append(rune.ToString());
        }
    }

    // Format covers the bidirectional controls, zero-width signs, soft hyphens, BOM and tag characters.
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
