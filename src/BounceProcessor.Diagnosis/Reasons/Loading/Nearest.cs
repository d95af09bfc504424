namespace BounceProcessor.Diagnosis.Reasons.Loading;

/// <summary>Guesses what a misspelt code was meant to be.</summary>
internal static class Nearest
{
    private const int LongestWord = 60;

    /// <summary>A remedy that names the likely word, or all there are.</summary>
    public static string Remedy(string word, IReadOnlyCollection<string> known)
    {
        var nearest = word.Length > LongestWord ? null : known.MinBy(candidate => Distance(word, candidate));
        return nearest is not null && Distance(word, nearest) <= Math.Max(1, word.Length / 3)
            ? $"did you mean \"{nearest}\"?"
            : $"there are {string.Join(", ", known)}.";
    }

    // Letters to add, remove or replace.
    private static int Distance(string from, string to)
    {
        var previous = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var current = new int[to.Length + 1];
            current[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = previous[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
