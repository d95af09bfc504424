using System.Text;

namespace BounceProcessor.Diagnosis.Reading.Wording;

/// <summary>Text as phrases are compared: one form of quotes, colons and the Turkish İ, no blank between characters of a script without blanks.</summary>
internal static class PlainText
{
    /// <param name="folded">Text with white space folded; what is ASCII comes back as it is.</param>
    public static string Of(string folded)
    {
        if (Ascii.IsValid(folded) && !folded.Contains(" :", StringComparison.Ordinal))
        {
            return folded;
        }

        var plain = new StringBuilder(folded.Length);
        for (var i = 0; i < folded.Length; i++)
        {
            var letter = folded[i];
            if (letter is '\u00AD' or '\uFEFF' || (letter == ' ' && IsNothing(folded, i)))
            {
                continue;
            }

            plain.Append(letter switch
            {
                '’' or '‘' or 'ʼ' or '´' or '`' => '\'',
                '“' or '”' or '„' or '«' or '»' => '"',
                '\uFF1A' => ':',
                'İ' => 'i',
                '‑' => '-',
                _ => letter,
            });
        }

        return plain.ToString();
    }

    // "Non remis :" is "Non remis:"; Japanese and Chinese text that was wrapped has blanks where lines met.
    private static bool IsNothing(string text, int at) => at + 1 < text.Length
        && (text[at + 1] is ':' or '\uFF1A' || (at > 0 && IsUnspaced(text[at - 1]) && IsUnspaced(text[at + 1])));

    private static bool IsUnspaced(char letter) => letter is >= '\u3000' and <= '\u30FF' or >= '\u4E00' and <= '\u9FFF' or >= '\uFF00' and <= '\uFFEF';
}
