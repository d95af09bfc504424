using BounceProcessor.Diagnosis.Smtp;

using Xunit;

namespace BounceProcessor.Tests.Smtp;

public sealed class EnhancedStatusCodeTests
{
    [Theory]
    [InlineData("sorry, that domain isn't in my list (#5.7.1)", "5.7.1")]
    [InlineData("5.0.0 then 5.2.2 mailbox full", "5.2.2")]
    [InlineData("failed with 5.0.0", "5.0.0")]
    public void A_code_inside_words_is_found_and_a_detailed_one_is_preferred(string words, string code)
    {
        Assert.Equal(code, EnhancedStatusCode.Find(words)?.ToString());
    }

    [Theory]
    [InlineData("from 5.1.10.3 refused")]
    [InlineData("Exim 4.9.2 here")]
    [InlineData("version 4.7.1 of the filter")]
    [InlineData("2.1.5 recipient ok")]
    [InlineData("192.5.1.1 is listed")]
    [InlineData("see x/5.1.1/help")]
    public void Parts_of_addresses_and_versions_are_no_code(string words)
    {
        Assert.Null(EnhancedStatusCode.Find(words));
    }
}
