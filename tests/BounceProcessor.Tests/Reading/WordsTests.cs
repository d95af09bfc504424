using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class WordsTests
{
    [Theory]
    [InlineData("550-5.7.26 This mail\n550-5.7.26 is refused\n550 5.7.26 here", "550 5.7.26 This mail is refused here")]
    [InlineData("host mx said: 550-5.7.27 one 550-5.7.27 two 550 5.7.27  three (in reply to end of DATA command)", "host mx said: 550 5.7.27 one two three (in reply to end of DATA command)")]
    [InlineData("550-No such user\r\n550-see below\r\n550 bye", "550 No such user see below 550 bye")]
    [InlineData("550 5.1.1 User unknown", "550 5.1.1 User unknown")]
    [InlineData("421-4.7.0 try later 550 5.1.1 no", "421 4.7.0 try later 550 5.1.1 no")]
    [InlineData("call 555-1234 or 2024-550-12", "call 555-1234 or 2024-550-12")]
    [InlineData("  a \t b\u200B\u0007c  ", "a b c")]
    [InlineData("", "")]
    public void A_reply_of_several_lines_becomes_one(string reply, string folded) => Assert.Equal(folded, Words.FoldReply(reply));
}
