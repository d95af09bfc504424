using BounceProcessor.Diagnosis.Reading.Wording;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>What the writer of a mail says, without the mail that is quoted or passed on.</summary>
internal static class OwnWords
{
    /// <summary>The lines that are the writer's own.</summary>
    /// <param name="lines">The lines of the notice.</param>
    /// <param name="mayQuote">Words that introduce a quoted mail may stand in them.</param>
    public static List<string> Lines(IReadOnlyList<string> lines, bool mayQuote = true)
    {
        var own = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].AsSpan().Trim();
            if (IsQuoted(line))
            {
                continue;
            }

            if (mayQuote && line.Length is > 4 and < 200 && NoticeWords.Has(WordFamily.Quotes, PlainText.Of(line.ToString())))
            {
                if (IsQuoted(Next(lines, i)))
                {
                    continue; // "Ana wrote:" over quoted lines; the answer may follow below them
                }

                if (own.Exists(said => said.Length > 0) || line[0] != '_')
                {
                    break;
                }
            }

            own.Add(lines[i]);
        }

        return own;
    }

    private static bool IsQuoted(ReadOnlySpan<char> line) => line.Length > 0 && line[0] is '>' or '|';

    private static ReadOnlySpan<char> Next(IReadOnlyList<string> lines, int at)
    {
        for (var i = at + 1; i < Math.Min(lines.Count, at + 4); i++)
        {
            var line = lines[i].AsSpan().Trim();
            if (!line.IsEmpty)
            {
                return line;
            }
        }

        return default;
    }
}
