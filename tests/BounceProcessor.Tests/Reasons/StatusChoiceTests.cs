using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Diagnosis.Smtp;

using Xunit;

namespace BounceProcessor.Tests.Reasons;

public sealed class StatusChoiceTests
{
    [Theory]
    [InlineData("5.1.1", "5.0.0", 550, "5.1.1")]
    [InlineData("5.0.0", "5.1.1", 550, "5.1.1")]
    [InlineData("4.2.2", "5.0.0", 550, "4.2.2")]
    [InlineData("4.2.2", "5.4.7", 550, "5.4.7")]
    [InlineData("4.2.2", "5.4.7", 452, "4.2.2")]
    [InlineData("4.4.7", "4.2.2", 450, "4.2.2")]
    [InlineData(null, "5.4.4", null, "5.4.4")]
    [InlineData("5.7.26", null, 550, "5.7.26")]
    [InlineData(null, null, 550, null)]
    public void The_code_that_says_more_wins_unless_its_class_contradicts_the_reply(string? words, string? field, int? reply, string? chosen)
    {
        var status = StatusChoice.Choose(EnhancedStatusCode.Parse(words), EnhancedStatusCode.Parse(field), reply, RuleBook.Embedded.Statuses);

        Assert.Equal(chosen, status?.ToString());
    }
}
