using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class SubjectLineTests
{
    [Theory]
    [InlineData("Re: Arve 20417")]
    [InlineData("AW: WG: Arve 20417")]
    [InlineData("Antw[2]: Arve 20417")]
    [InlineData("RÉ : Arve 20417")]
    [InlineData("Odp: Arve 20417")]
    [InlineData("回复：Arve 20417")]
    public void An_answer_is_known_by_the_prefix_of_any_language(string subject)
    {
        var line = SubjectLine.Of(subject);

        Assert.True(line.IsReply);
        Assert.Equal("Arve 20417", line.Rest.Text);
    }

    [Theory]
    [InlineData("Fwd: Undelivered Mail")]
    [InlineData("TR : Undelivered Mail")]
    [InlineData("PD: Undelivered Mail")]
    [InlineData("VL: Undelivered Mail")]
    public void A_forwarded_mail_is_known_by_the_prefix_of_any_language(string subject)
    {
        var line = SubjectLine.Of(subject);

        Assert.True(line.IsForward);
        Assert.Equal("Undelivered Mail", line.Rest.Text);
    }

    [Fact]
    public void The_mark_of_a_spam_filter_is_no_part_of_the_subject() =>
        Assert.Equal("failure notice", SubjectLine.Of("***SPAM*** [EXTERNAL] failure notice").Rest.Text);

    [Fact]
    public void A_ticket_number_stays_in_the_subject() =>
        Assert.Equal("[#88231] Mail is returned", SubjectLine.Of("[#88231] Mail is returned").Rest.Text);

    [Fact]
    public void A_word_before_a_colon_that_is_no_prefix_stays() =>
        Assert.Equal("Undeliverable: Arve", SubjectLine.Of("Undeliverable: Arve").Rest.Text);
}
