namespace BounceProcessor.MassMail.Recipients;

/// <summary>Which character parts the cells of a file.</summary>
internal static class CsvSeparator
{
    private const string Possible = ";,\t|";

    /// <summary>Looks at the start of a file: what Excel names in a first line <c>sep=;</c>, else the one that stands most often outside of quotes in the header.</summary>
    /// <param name="start">The first characters.</param>
    /// <returns>The separator, and whether the first line only names it. Without any: a comma, for a file of one column.</returns>
    public static (char Separator, bool IsNamed) Of(ReadOnlySpan<char> start)
    {
        if (start is ['s', 'e', 'p', '=', var named, '\r' or '\n', ..])
        {
            return (named, true);
        }

        Span<int> counts = stackalloc int[Possible.Length];
        counts.Clear();
        var isQuoted = false;
        foreach (var letter in start)
        {
            if (letter == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && letter is '\r' or '\n')
            {
                break;
            }
            else if (!isQuoted && Possible.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var which)
            {
                counts[which]++;
            }
        }

        var best = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            best = counts[i] > counts[best] ? i : best;
        }

        return counts[best] == 0 ? (',', false) : (Possible[best], false);
    }
}
