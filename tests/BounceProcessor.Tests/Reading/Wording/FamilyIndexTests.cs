using BounceProcessor.Diagnosis.Reading.Wording;
using CsCheck;
using Xunit;

namespace BounceProcessor.Tests.Reading.Wording;

public sealed class FamilyIndexTests
{
    private static readonly WordFamily[] Searched =
        [.. Enum.GetValues<WordFamily>().Except([WordFamily.ReplyPrefixes, WordFamily.ForwardPrefixes, WordFamily.Labels])];

    private static readonly string[] Tails = ["", " not deliv", "ered", " 配信不能", " нет", ": 退信"];

    private static readonly char[] Marks = ['[', '(', '*', '<', '"', ' '];

    [Fact]
    public void Every_phrase_of_every_family_is_found_whatever_stands_around_it()
    {
        foreach (var family in Searched)
        {
            Assert.All(NoticeWords.Of(family), phrase => Assert.True(NoticeWords.Has(family, $"x{phrase}y"), $"{family}: {phrase}"));
        }
    }

    [Fact]
    public void Every_phrase_is_found_in_capitals()
    {
        foreach (var family in Searched)
        {
            Assert.All(NoticeWords.Of(family), phrase => Assert.True(NoticeWords.Has(family, phrase.ToUpperInvariant()), $"{family}: {phrase}"));
        }
    }

    [Fact]
    public void One_pass_finds_what_a_search_for_each_phrase_finds() =>
        Gen.Select(Gen.Int[0, Searched.Length - 1], Gen.Int[0, 9_999], Gen.Int[0, 3], Gen.Int[0, Tails.Length - 1]).Sample((family, place, cut, tail) =>
        {
            var phrases = NoticeWords.Of(Searched[family]);
            var phrase = phrases[place % phrases.Count];
            var text = phrase[Math.Min(cut, phrase.Length)..] + Tails[tail] + phrase[..(phrase.Length / 2)];

            Assert.All(Searched, one => Assert.Equal(NoticeWords.Of(one).Any(known => text.Contains(known, StringComparison.OrdinalIgnoreCase)), NoticeWords.Has(one, text)));
            Assert.All(Searched, one => Assert.Equal(
                NoticeWords.Of(one).Any(known => text.TrimStart(Marks).StartsWith(known, StringComparison.OrdinalIgnoreCase)), NoticeWords.Begins(one, text)));
        }, iter: 300);

    [Fact]
    public void Phrases_of_several_families_are_found_in_one_text()
    {
        var words = new PlainWords("Delivery failed: your message could not be delivered; we will keep trying");

        Assert.True(words.Begins(WordFamily.FailureSubjects));
        Assert.True(words.Has(WordFamily.Failures));
        Assert.False(words.Has(WordFamily.Complaints));
    }
}
