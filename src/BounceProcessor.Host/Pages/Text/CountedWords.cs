using Microsoft.Extensions.Localization;

namespace BounceProcessor.Host.Pages.Text;

/// <summary>Texts that hold a number of things. English and Estonian tell one thing from any other number of them, so such a text has a twin, its key with <c>.one</c> behind.</summary>
internal static class CountedWords
{
    /// <summary>A text for a number of things.</summary>
    /// <param name="words">The texts of the page.</param>
    /// <param name="key">Key of the text for other numbers than one.</param>
    /// <param name="count">The number; it is {0} of the text, written as the language writes numbers.</param>
    /// <param name="others">What stands at {1} and further.</param>
    public static string Counted(this IStringLocalizer<Words> words, string key, long count, params object[] others) =>
        words[count == 1 ? $"{key}.one" : key, [ServiceWords.Number(count), .. others]];
}
