using System.Buffers;
using System.Text;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>Small operations on the words of notices.</summary>
internal static class Words
{
    /// <summary>Longest diagnostic or notice text that is kept, in characters.</summary>
    public const int Limit = 4_000;

    private const int OnStack = 512;

    /// <summary>Runs of white space become one blank, control characters vanish, the ends are trimmed.</summary>
    public static string Fold(ReadOnlySpan<char> text, int limit = Limit)
    {
        var rented = text.Length > OnStack ? ArrayPool<char>.Shared.Rent(Math.Min(text.Length, limit)) : null;
        Span<char> folded = rented ?? stackalloc char[OnStack];
        var length = Fold(text, folded[..Math.Min(folded.Length, limit)]);
        var result = folded[..length].ToString();
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return result;
    }

    /// <summary>Two folded texts as one, cut to <see cref="Limit"/>.</summary>
    public static string Join(string first, string second)
    {
        var joined = first.Length == 0 ? second : second.Length == 0 ? first : $"{first} {second}";
        return joined.Length > Limit ? joined[..Limit].TrimEnd(' ') : joined;
    }

    /// <summary>Folds a reply and joins its lines: of <c>550-5.7.26 This mail 550-5.7.26 is refused 550 5.7.26 here</c> the first code stays.</summary>
    public static string FoldReply(string text)
    {
        var folded = Fold(text, 2 * Limit);
        var first = FirstContinued(folded);
        if (first < 0)
        {
            return folded.Length > Limit ? folded[..Limit] : folded;
        }

        var code = folded.AsSpan(first, 3);
        var status = StatusAt(folded.AsSpan(first + 4));
        var joined = new StringBuilder(folded.Length);
        joined.Append(folded.AsSpan(0, first + 3)).Append(' ');
        var at = first + 4;
        while (at < folded.Length && joined.Length < Limit)
        {
            var skipped = folded[at - 1] == ' ' ? Repeated(folded.AsSpan(at), code, status) : 0;
            if (skipped > 0)
            {
                at += skipped;
                continue;
            }

            joined.Append(folded[at++]);
        }

        return joined.ToString().TrimEnd();
    }

    /// <summary>Compiles phrases to be looked for in one pass; upper and lower case alike.</summary>
    public static SearchValues<string> Phrases(params ReadOnlySpan<string> phrases) =>
        SearchValues.Create(phrases, StringComparison.OrdinalIgnoreCase);

    private static int Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        var length = 0;
        var blank = false;
        foreach (var letter in text)
        {
            if (letter is > ' ' and < '\u007F')
            {
                // Nearly every letter is one of these.
            }
            else if (letter is ' ' or '\u200B' || char.IsWhiteSpace(letter))
            {
                blank = length > 0;
                continue;
            }
            else if (char.IsControl(letter))
            {
                continue;
            }

            if (length + (blank ? 1 : 0) >= folded.Length)
            {
                break;
            }

            if (blank)
            {
                folded[length++] = ' ';
                blank = false;
            }

            folded[length++] = letter;
        }

        return length;
    }

    // Where "550-" stands at the beginning of a word: more lines of the same reply follow.
    private static int FirstContinued(string text)
    {
        for (var at = text.IndexOf('-', StringComparison.Ordinal); at >= 0; at = text.IndexOf('-', at + 1))
        {
            if (at >= 3 && text[at - 3] is '4' or '5' && char.IsBetween(text[at - 2], '0', '7') && char.IsAsciiDigit(text[at - 1])
                && (at == 3 || text[at - 4] is ' ' or ':' or '\'' or '"')
                && at + 1 < text.Length && (!char.IsAsciiDigit(text[at + 1]) || !StatusAt(text.AsSpan(at + 1)).IsEmpty))
            {
                return at - 3;
            }
        }

        return -1;
    }

    private static ReadOnlySpan<char> StatusAt(ReadOnlySpan<char> text) =>
        Smtp.EnhancedStatusCode.TryReadAt(text, out _, out var length) ? text[..length] : default;

    // How much of the text only repeats the reply code, with the same status behind it where the first line has one.
    private static int Repeated(ReadOnlySpan<char> text, ReadOnlySpan<char> code, ReadOnlySpan<char> status)
    {
        if (text.Length < 5 || !text.StartsWith(code) || text[3] is not ('-' or ' '))
        {
            return 0;
        }

        var rest = text[4..].TrimStart(' ');
        if (!status.IsEmpty)
        {
            var behind = rest.StartsWith(status) ? rest[status.Length..] : rest;
            return behind.Length < rest.Length && (behind.IsEmpty || behind[0] == ' ') ? text.Length - behind.TrimStart(' ').Length : 0;
        }

        return text[3] == '-' ? text.Length - rest.Length : 0;
    }
}
