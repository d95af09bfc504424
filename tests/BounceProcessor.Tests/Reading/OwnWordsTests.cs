using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class OwnWordsTests
{
    [Fact]
    public void Quoted_lines_are_not_the_writers() =>
        Assert.Equal(["What is this?"], OwnWords.Lines(["What is this?", "> could not be delivered"]));

    [Fact]
    public void An_answer_below_the_quoted_mail_is_the_writers() =>
        Assert.Equal(["I do not know him."], OwnWords.Lines(["Ana kirjutas:", "> could not be delivered", "I do not know him."]));

    [Theory]
    [InlineData("-----Ursprüngliche Nachricht-----")]
    [InlineData("---------- Forwarded message ----------")]
    [InlineData("-------- Пересылаемое сообщение --------")]
    [InlineData("-----Alkuperäinen viesti-----")]
    public void What_follows_the_heading_of_a_quoted_mail_is_not_the_writers(string heading) =>
        Assert.Equal(["Look:"], OwnWords.Lines(["Look:", heading, "could not be delivered"]));

    [Fact]
    public void A_line_of_underscores_above_all_words_cuts_nothing() =>
        Assert.Contains("could not be delivered", OwnWords.Lines(["________________________________", "could not be delivered"]));
}
