using System.Buffers;
using System.Text;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>Small operations on the words of notices.</summary>
internal static class Words
{
    /// <summary>Longest diagnostic or notice text that is kept, in characters.</summary>
    public const int Limit = 4_000;

    /// <summary>Runs of white space become one blank, control characters vanish, the ends are trimmed.</summary>
    public static string Fold(ReadOnlySpan<char> text, int limit = Limit)
    {
        var folded = new StringBuilder(Math.Min(text.Length, limit));
        var blank = false;
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter) || letter == '\u200B')
            {
                blank = folded.Length > 0;
                continue;
            }

            if (char.IsControl(letter))
            {
                continue;
            }

            if (folded.Length + (blank ? 1 : 0) >= limit)
            {
                break;
            }

            if (blank)
            {
                folded.Append(' ');
                blank = false;
            }

            folded.Append(letter);
        }

        return folded.ToString();
    }

    /// <summary>Joins the lines of one SMTP reply: the repeated <c>550-5.7.26 </c> at the start of each line goes.</summary>
    public static string FoldReply(string text)
    {
        if (!text.Contains('-', StringComparison.Ordinal) || !text.Contains('\n', StringComparison.Ordinal))
        {
            return Fold(text);
        }

        var joined = new StringBuilder(text.Length);
        ReadOnlySpan<char> prefix = default;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (!prefix.IsEmpty && line.Length >= 4 && line[..3].SequenceEqual(prefix) && line[3] is ' ' or '-')
            {
                line = SkipStatus(line[4..]);
            }
            else if (line.Length >= 4 && line[0] is '4' or '5' && char.IsAsciiDigit(line[1]) && char.IsAsciiDigit(line[2]) && line[3] == '-')
            {
                prefix = line[..3];
                joined.Append(line[..3]).Append(' ').Append(line[4..]).Append('\n');
                continue;
            }

            joined.Append(line).Append('\n');
        }

        return Fold(joined.ToString());
    }

    /// <summary>Whether any of the phrases stands in the text; upper and lower case alike.</summary>
    public static bool HasAny(ReadOnlySpan<char> text, SearchValues<string> phrases) => text.ContainsAny(phrases);

    /// <summary>Compiles phrases for <see cref="HasAny"/>.</summary>
    public static SearchValues<string> Phrases(params ReadOnlySpan<string> phrases) =>
        SearchValues.Create(phrases, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> SkipStatus(ReadOnlySpan<char> line)
    {
        var trimmed = line.TrimStart();
        return Smtp.EnhancedStatusCode.TryReadAt(trimmed, out _, out var length) ? trimmed[length..].TrimStart() : trimmed;
    }
}
