using BounceProcessor.Diagnosis.Reasons.Matching;

using Xunit;

namespace BounceProcessor.Tests.Reasons.Matching;

public sealed class PhraseIndexTests
{
    [Fact]
    public void Every_phrase_in_the_text_is_found_also_overlapping_and_nested_ones()
    {
        string[] phrases = ["user unknown", "unknown user", "unknown", "known user", "mailbox full", "täis postkast", "full"];

        Assert.Equal([0, 1, 2, 3], Found(phrases, "the user unknown user is"));
        Assert.Equal([5], Found(phrases, "täis postkast"));
        Assert.Empty(Found(phrases, "user unknow nuser"));
    }

    [Fact]
    public void It_agrees_with_a_plain_search_for_every_phrase_of_the_rule_book()
    {
        var random = new Random(7);
        string[] phrases = [.. Enumerable.Range(0, 400).Select(_ => Word(random, 4, 9)).Distinct()];
        var index = new PhraseIndex(phrases);

        for (var round = 0; round < 200; round++)
        {
            var text = Word(random, 50, 300);

            Assert.Equal(phrases.Where(text.Contains).Order(StringComparer.Ordinal), Found(phrases, text, index).Select(i => phrases[i]).Order(StringComparer.Ordinal));
        }
    }

    private static string Word(Random random, int shortest, int longest) =>
        string.Concat(Enumerable.Range(0, random.Next(shortest, longest)).Select(_ => "abc "[random.Next(4)]));

    private static int[] Found(string[] phrases, string text, PhraseIndex? index = null)
    {
        var present = new ulong[BitSet.WordsFor(phrases.Length)];
        (index ?? new PhraseIndex(phrases)).Find(text, present);
        return [.. Enumerable.Range(0, phrases.Length).Where(i => BitSet.Has(present, i))];
    }
}
