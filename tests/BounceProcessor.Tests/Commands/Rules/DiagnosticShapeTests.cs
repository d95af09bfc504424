using BounceProcessor.Host.Commands.Rules;

using Xunit;

namespace BounceProcessor.Tests.Commands.Rules;

public sealed class DiagnosticShapeTests
{
    [Theory]
    [InlineData("550 5.1.1 <jaan@klient.example>: frotz", "550 5.1.1 <@>: frotz")]
    [InlineData("550 frotz from mx.klient.example[192.0.2.1], sorry", "550 frotz from {host}[{ip}], sorry")]
    [InlineData("550 frotz at 2001:db8::17.", "550 frotz at {ip}.")]
    [InlineData("550 see https://klient.example/why?id=4711", "550 see {link}")]
    [InlineData("550 queue id 3F2A1B7C9, size 4711 bytes", "550 queue id #, size # bytes")]
    [InlineData("550 id=aB3-77; frotz", "550 id=#; frotz")]
    [InlineData("550 token abcdefghijklmnopqrstuvwxyz frotz", "550 token # frotz")]
    [InlineData("550 1 2 3 frotz", "550 # frotz")]
    [InlineData("550 5.7.1 (5.7.1) frotz", "550 5.7.1 (5.7.1) frotz")]
    [InlineData("host mx.klient.example[192.0.2.1] said: 550 frotz blorb grue (in reply to RCPT TO command)", "550 frotz blorb grue")]
    public void What_differs_from_mail_to_mail_is_folded_away(string words, string shape) => Assert.Equal(shape, DiagnosticShape.Of(words).Text);

    [Theory]
    [InlineData("550 5.1.1 <jaan@klient.example>: frotz blorbs the grue, 4711 times", "frotz blorbs the grue")]
    [InlineData("550 5.7.1 short 17 but these are longer words", "but these are longer words")]
    [InlineData("550 5.7.1 x 17", null)]
    public void The_longest_words_that_stay_are_the_phrase(string words, string? phrase) => Assert.Equal(phrase, DiagnosticShape.Of(words).Phrase());

    [Fact]
    public void A_phrase_is_not_longer_than_a_rule_needs()
    {
        var phrase = DiagnosticShape.Of("550 " + string.Join(' ', Enumerable.Repeat("frotz", 100))).Phrase();

        Assert.InRange(phrase!.Length, 60, 70);
        Assert.EndsWith("frotz", phrase, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("((((")]
    [InlineData("=[=(=")]
    [InlineData("\ud800 550")]
    public void No_words_make_it_fail(string words) => Assert.NotNull(DiagnosticShape.Of(words).Text);
}
