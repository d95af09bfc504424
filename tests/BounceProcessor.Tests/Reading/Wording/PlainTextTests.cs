using BounceProcessor.Diagnosis.Reading.Wording;

using Xunit;

namespace BounceProcessor.Tests.Reading.Wording;

public sealed class PlainTextTests
{
    [Fact]
    public void Curly_quotes_are_straight() => Assert.Equal("n'a pas pu \"être\"", PlainText.Of("n’a pas pu “être”"));

    [Fact]
    public void A_blank_before_a_colon_vanishes() => Assert.Equal("Non remis: Facture", PlainText.Of("Non remis : Facture"));

    [Fact]
    public void Wrapped_Japanese_is_joined() => Assert.Equal("送信できませんでした", PlainText.Of("送信でき ませんでした"));

    [Fact]
    public void Blanks_between_other_words_stay() => Assert.Equal("ei õnnestunud kohale", PlainText.Of("ei õnnestunud kohale"));
}
