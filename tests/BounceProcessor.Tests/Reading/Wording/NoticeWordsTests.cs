using System.Text.Json;

using BounceProcessor.Diagnosis.Reading.Wording;

using Xunit;

namespace BounceProcessor.Tests.Reading.Wording;

public sealed class NoticeWordsTests
{
    [Theory]
    [InlineData("Kohaletoimetamatu: Arve")]
    [InlineData("Недоставлено: Счёт")]
    [InlineData("Ei voi toimittaa: Lasku")]
    [InlineData("Nav piegādāts: Rēķins")]
    [InlineData("Nepristatyta: Sąskaita")]
    [InlineData("Unzustellbar: Rechnung")]
    [InlineData("Non remis : Facture")]
    [InlineData("配信不能：請求書")]
    public void The_subject_of_a_failure_notice_is_known(string subject) =>
        Assert.True(NoticeWords.Begins(WordFamily.FailureSubjects, PlainText.Of(subject)));

    [Fact]
    public void A_phrase_in_the_middle_is_no_beginning() =>
        Assert.False(NoticeWords.Begins(WordFamily.FailureSubjects, "Question on undelivered mail"));

    [Fact]
    public void A_phrase_in_brackets_is_a_beginning() =>
        Assert.True(NoticeWords.Begins(WordFamily.AutoReplySubjects, "[Automatyczna odpowiedź] test"));

    [Theory]
    [InlineData("Получатель")]
    [InlineData("Adresse du destinataire")]
    [InlineData("Rcpt to")]
    public void The_label_of_a_recipient_is_known(string label) => Assert.True(NoticeWords.IsLabel(label));

    [Fact]
    public void A_label_inside_a_longer_word_is_none() => Assert.False(NoticeWords.IsLabel("Hinterempfänger"));

    [Fact]
    public void Every_family_has_phrases() =>
        Assert.All(Enum.GetValues<WordFamily>(), family => Assert.NotEmpty(NoticeWords.Of(family)));

    public static TheoryData<string> Files => [.. typeof(NoticeWords).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("Words/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_language_has_what_a_notice_and_an_automatic_answer_say(string file)
    {
        using var stream = typeof(NoticeWords).Assembly.GetManifestResourceStream(file);
        Assert.NotNull(stream);
        using var words = JsonDocument.Parse(stream);

        string[] needed = ["language", "source", "failureSubjects", "delaySubjects", "failures", "delays", "autoReplySubjects", "autoReplies", "replyPrefixes", "forwardPrefixes", "quotes", "labels", "contacts"];

        Assert.All(needed, family => Assert.True(words.RootElement.TryGetProperty(family, out _), $"{file} has no {family}"));
    }

    [Fact]
    public void Twenty_three_languages_are_known() => Assert.Equal(23, Files.Count);

    [Fact]
    public void No_phrase_is_so_short_that_it_stands_in_other_words()
    {
        WordFamily[] whole = [WordFamily.ReplyPrefixes, WordFamily.ForwardPrefixes, WordFamily.Labels];

        var tooShort = Enum.GetValues<WordFamily>().Except(whole).SelectMany(NoticeWords.Of).Where(phrase => phrase.Length < 4 && phrase.All(char.IsAscii));

        Assert.Equal(["lu:"], tooShort);
    }
}
