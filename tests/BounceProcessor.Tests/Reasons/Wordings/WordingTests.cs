using System.Globalization;

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

    [Theory]
    [InlineData("host mx.saaja.example[192.0.2.25] said: {0} (in reply to RCPT TO command)")]
    [InlineData("SMTP error from remote mail server after RCPT TO:<jaan@saaja.example>: host mx.saaja.example [192.0.2.25]: {0}")]
    [InlineData("SMTP error from remote mail server after end of data: host mx.saaja.example [192.0.2.25]: {0}")]
    [InlineData("192.0.2.25 does not like recipient. Remote host said: {0} Giving up on 192.0.2.25.")]
    [InlineData("while talking to mx.saaja.example.: >>> RCPT To:<jaan@saaja.example> <<< {0}")]
    [InlineData("smtp; {0}")]
    [InlineData("{0} See https://saaja.example/help/blocklist/virus/quota/relay?reason=full for more information.")]
    [InlineData("{0} (antivirus.quota.saaja.example)")]
    [InlineData("{0} If you have questions, write to spam-abuse@saaja.example or call +372 555 5550.")]
    [InlineData("{0} - gateway 198.51.100.44 id 20026-09-0552")]
    public void A_reply_means_the_same_whoever_quotes_it_and_whatever_link_stands_behind_it(string quotation)
    {
        var wrong = Files.SelectMany(WordingsOf)
            .Where(wording => wording.Reason != "unclassified" && wording.IsReply)
            .Select(wording => wording with { Words = string.Format(CultureInfo.InvariantCulture, quotation, wording.Words) })
            .Where(wording => Judge.Diagnose(wording.Recipient, null).Reason.Code != wording.Reason)
            .Select(wording => $"{wording.Reason}: {wording.Words}");

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
