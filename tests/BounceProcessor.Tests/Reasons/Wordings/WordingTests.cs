using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Tests.Layout;

using Xunit;

namespace BounceProcessor.Tests.Reasons.Wordings;

/// <summary>What servers say, by family, and the reason it names. Host and provider are not known in any of them.</summary>
public sealed class WordingTests
{
    private static readonly Diagnoser Judge = new(RuleBook.Embedded);

    /// <summary>Each file with each reason in it.</summary>
    public static TheoryData<string, string> Groups => [.. Files.SelectMany(file => WordingsOf(file).Select(wording => (file, wording.Reason)).Distinct())];

    private static IEnumerable<string> Files => Repository.Files("tests/BounceProcessor.Tests/Reasons/Wordings", ".txt").Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Groups))]
    public void The_words_name_the_reason(string file, string reason)
    {
        var wrong = WordingsOf(file)
            .Where(wording => wording.Reason == reason)
            .Select(wording => (wording.Words, Verdict: Judge.Diagnose(wording.Recipient, null)))
            .Where(told => told.Verdict.Reason.Code != reason)
            .Select(told => $"{told.Verdict.Reason.Code} by {told.Verdict.Rule}: {told.Words}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_reason_has_wordings_that_name_it()
    {
        var named = Files.SelectMany(WordingsOf).Select(wording => wording.Reason).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(RuleBook.Embedded.Reasons.Select(reason => reason.Code).Except(named, StringComparer.Ordinal));
        Assert.DoesNotContain(named, reason => RuleBook.Embedded.Reason(reason) is null);
    }

    [Fact]
    public void No_wording_stands_twice_in_a_file()
    {
        var doubles = Files.SelectMany(file => WordingsOf(file).GroupBy(wording => wording).Where(group => group.Count() > 1).Select(group => $"{file}: {group.Key.Words}"));

        Assert.Empty(doubles);
    }

    private static IEnumerable<Wording> WordingsOf(string file) => Wording.Read(Repository.Text(file).Split('\n', StringSplitOptions.TrimEntries));
}
