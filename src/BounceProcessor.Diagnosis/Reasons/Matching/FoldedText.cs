using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reasons.Matching;

/// <summary>
/// Folds words for matching: lower case, white space one blank, curly quotes straight, mail addresses a bare <c>@</c> (what somebody is called says
/// nothing), codes repeated by a multi-line reply removed, one blank in front and behind.
/// </summary>
internal static class FoldedText
{
    /// <summary>How many characters the result of <see cref="Fold(ReadOnlySpan{char}, SmtpReply?, Span{char})"/> takes at most.</summary>
    public static int LongestFor(int length) => length + 2;

    /// <summary>Folds into a buffer of at least <see cref="LongestFor"/> characters.</summary>
    /// <param name="text">Words of a report.</param>
    /// <param name="reply">The reply they hold; its code is removed where a continuation line repeats it.</param>
    /// <param name="folded">Takes the result.</param>
    /// <returns>How many characters were written.</returns>
    public static int Fold(ReadOnlySpan<char> text, SmtpReply? reply, Span<char> folded)
    {
        folded[0] = ' ';
        var length = 1;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = Fold(text[i]);
            if (letter == '@')
            {
                length = StartOfAddress(folded, length);
                folded[length++] = '@';
                i = EndOfAddress(text, i);
                continue;
            }

            if (letter != ' ')
            {
                folded[length++] = letter;
                continue;
            }

            if (reply is { } quoted && i > quoted.Start)
            {
                i = PastRepeatedCode(text, i, quoted);
            }

            if (folded[length - 1] != ' ')
            {
                folded[length++] = ' ';
            }
        }

        if (folded[length - 1] != ' ')
        {
            folded[length++] = ' ';
        }

        return length;
    }

    /// <summary>The form a phrase must have in a rule file; blanks at its ends are kept, they stand for the border of a word.</summary>
    public static string FoldPhrase(string phrase)
    {
        var folded = new char[phrase.Length];
        var length = 0;
        foreach (var letter in phrase)
        {
            var one = Fold(letter);
            if (one != ' ' || length == 0 || folded[length - 1] != ' ')
            {
                folded[length++] = one;
            }
        }

        return new string(folded, 0, length);
    }

    private static int StartOfAddress(ReadOnlySpan<char> folded, int length)
    {
        while (!EndsAddress(folded[length - 1]))
        {
            length--;
        }

        return length;
    }

    // The last letter of the address.
    private static int EndOfAddress(ReadOnlySpan<char> text, int at)
    {
        while (at + 1 < text.Length && !EndsAddress(text[at + 1]) && !char.IsWhiteSpace(text[at + 1]))
        {
            at++;
        }

        return at;
    }

    private static bool EndsAddress(char letter) =>
        letter is ' ' or '<' or '>' or '(' or ')' or '[' or ']' or '"' or '\'' or ',' or ';' or ':' or '|' or '/' or '@';

    private static char Fold(char letter) => letter switch
    {
        >= 'a' and <= 'z' => letter,
        >= 'A' and <= 'Z' => (char)(letter | 0x20),
        > ' ' and < '\u007F' => letter,
        '\u2018' or '\u2019' or '\u00B4' or '`' => '\'',
        '\u201C' or '\u201D' => '"',
        _ when letter <= ' ' || char.IsWhiteSpace(letter) => ' ',
        _ => char.ToLowerInvariant(letter),
    };

    // "550-5.1.1 The account 550-5.1.1 does not exist": the blank at i may be followed by the code of the next line.
    private static int PastRepeatedCode(ReadOnlySpan<char> text, int i, SmtpReply reply)
    {
        var at = i + 1;
        if (at + 5 > text.Length || !char.IsAsciiDigit(text[at]))
        {
            return i;
        }

        var repeatsReply = text.Slice(at, 3).SequenceEqual(text.Slice(reply.Start, 3)) && text[at + 3] is '-' or ' ';
        var code = repeatsReply ? at + 4 : at;
        if (EnhancedStatusCode.TryReadWord(text, code, out var status, out var end) && status == reply.Status)
        {
            return end - 1;
        }

        return repeatsReply && (text[at + 3] == '-' || reply.IsMultiline) ? at + 3 : i;
    }
}
