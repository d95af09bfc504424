using BounceProcessor.Diagnosis.Reasons;

using Xunit;

namespace BounceProcessor.Tests.Reasons;

public sealed class SenderExplanationTests
{
    [Theory]
    [InlineData("550 #5.7.1 SPF unauthorized mail is prohibited. Call us at example.com", "550 #5.7.1 SPF unauthorized mail is prohibited.")]
    [InlineData("550 5.7.1 SPF check failed: The domain firma.example explains: mailbox full", "550 5.7.1 SPF check failed: The domain firma.example explains:")]
    [InlineData(
        "550 5.7.23 Message rejected due to: mailbox full, SPF. Please see http://www.openspf.net/Why?s=mfrom",
        "550 5.7.23 Message rejected due to:  Please see http://www.openspf.net/Why?s=mfrom")]
    [InlineData(
        "550 5.7.23 Message rejected due to: SPF fail - not authorized. Mailbox full. Please see http://a.example Please see http://www.openspf.net/Why?s=mfrom",
        "550 5.7.23 Message rejected due to: SPF fail - not authorized Please see http://www.openspf.net/Why?s=mfrom")]
    public void The_words_of_the_checked_domain_are_taken_out(string words, string left)
    {
        Assert.Equal(left, SenderExplanation.Remove(words));
    }

    [Theory]
    [InlineData("550 5.1.1 User unknown")]
    [InlineData("550 5.2.1 The administrator explains: this account is closed")]
    [InlineData("550 5.7.1 Message rejected due to: SPF fail for firma.example")]
    public void Other_words_stay_as_they_are(string words)
    {
        Assert.Equal(words, SenderExplanation.Remove(words));
    }
}
