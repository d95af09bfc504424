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
        var status = StatusChoice.Choose(EnhancedStatusCode.Parse(words), EnhancedStatusCode.Parse(field), reply, RuleBook.Embedded.Statuses, out _);

        Assert.Equal(chosen, status?.ToString());
    }

    [Theory]
    [InlineData("4.2.2", "5.4.7", 452, StatusPreference.AgreesWithReply)]
    [InlineData("4.2.2", "5.0.0", 550, StatusPreference.FieldWithoutDetail)]
    [InlineData("5.0.0", "5.1.1", 550, StatusPreference.MoreDetailed)]
    [InlineData("5.4.7", "5.2.2", null, StatusPreference.OtherIsWeak)]
    [InlineData("5.2.2", "5.1.2", 550, StatusPreference.RefusingServer)]
    public void Two_codes_that_differ_are_shown_with_the_row_that_decided(string words, string field, int? reply, StatusPreference because)
    {
        StatusChoice.Choose(EnhancedStatusCode.Parse(words), EnhancedStatusCode.Parse(field), reply, RuleBook.Embedded.Statuses, out var conflict);

        Assert.Equal(because, conflict?.Because);
    }

    [Fact]
    public void The_same_code_twice_is_no_conflict()
    {
        StatusChoice.Choose(EnhancedStatusCode.Parse("5.1.1"), EnhancedStatusCode.Parse("5.1.1"), 550, RuleBook.Embedded.Statuses, out var conflict);

        Assert.Null(conflict);
    }
}
