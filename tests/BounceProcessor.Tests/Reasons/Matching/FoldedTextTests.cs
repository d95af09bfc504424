using BounceProcessor.Diagnosis.Reasons.Matching;
using BounceProcessor.Diagnosis.Smtp;

using Xunit;

namespace BounceProcessor.Tests.Reasons.Matching;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("Mailbox\t FULL\r\n now", " mailbox full now ")]
    [InlineData("doesn\u2019t exist", " doesn't exist ")]
    [InlineData("<jaan.kask@saaja.example>: unknown", " <@>: unknown ")]
    [InlineData("550-5.1.1 The account 550-5.1.1 does not 550 5.1.1 exist", " 550-5.1.1 the account does not exist ")]
    [InlineData("550 5.7.27 Blocked. 5.7.27 The domain", " 550 5.7.27 blocked. the domain ")]
    [InlineData("550-Unknown 550 user", " 550-unknown user ")]
    [InlineData("550 room 550 is closed", " 550 room 550 is closed ")]
    [InlineData("", " ")]
    [InlineData("@", " @ ")]
    [InlineData("a@b@c", " @@ ")]
    public void Words_are_folded(string words, string folded)
    {
        Assert.Equal(folded, Fold(words));
    }

    [Fact]
    public void Folding_never_needs_more_room_than_promised()
    {
        var random = new Random(3);
        for (var round = 0; round < 2000; round++)
        {
            var words = string.Concat(Enumerable.Range(0, random.Next(0, 60)).Select(_ => "5-0. @<a\n1"[random.Next(10)]));

            Assert.InRange(Fold(words).Length, 0, FoldedText.LongestFor(words.Length));
        }
    }

    private static string Fold(string words)
    {
        var buffer = new char[FoldedText.LongestFor(words.Length)];
        return new string(buffer, 0, FoldedText.Fold(words, SmtpReply.Find(words), buffer));
    }
}
