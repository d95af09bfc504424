using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class EnvelopeTagTests
{
    private const string Status = "Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; ana@example.org\nAction: failed\nStatus: 5.1.1\n";

    [Theory]
    [InlineData("firmanimi+Abc1@event.data.directo.ee", "abc1")]
    [InlineData("\"firmanimi+Abc1\"@event.data.directo.ee", "abc1")]
    [InlineData("SRS0=hh=tt=event.data.directo.ee=firmanimi+abc1@forwarder.example", "abc1")]
    [InlineData("\"prvs=1734abcdef=firmanimi+abc1\"@event.data.directo.ee", "abc1")]
    [InlineData("firmanimi@event.data.directo.ee", null)]
    [InlineData("\"\"@event.data.directo.ee", null)]
    public void The_tag_behind_the_plus_is_found(string address, string? tag) => Assert.Equal(tag, EnvelopeTag.Of(address));

    [Fact]
    public void The_token_in_the_header_of_the_returned_mail_is_found_in_lower_case()
    {
        var mail = Mails.Report(Status).Replace("Content-Type: message/rfc822\n\n", "Content-Type: message/rfc822\n\nx-bounceprocessor-token: TAABC\n", StringComparison.Ordinal);

        Assert.Equal("taabc", Mails.Read(mail).Original?.HeaderToken);
    }

    [Fact]
    public void The_token_is_found_where_only_a_few_headers_are_returned()
    {
        var mail = Mails.Notice("Your message could not be delivered to ana@example.org: 550 5.1.1 User unknown\n\n--- Original headers ---\nReceived: from a by b; Mon, 23 Nov 2026 10:00:00 +0200\nX-BounceProcessor-Token: taabc\nSubject: Arve\n");

        Assert.Equal("taabc", Mails.Read(mail).Original?.HeaderToken);
    }

    [Fact]
    public void A_header_too_long_for_a_token_is_none()
    {
        var mail = Mails.Report(Status).Replace("Content-Type: message/rfc822\n\n", $"Content-Type: message/rfc822\n\nX-BounceProcessor-Token: {new string('t', 65)}\n", StringComparison.Ordinal);

        var original = Mails.Read(mail).Original;

        Assert.NotNull(original);
        Assert.Null(original.HeaderToken);
    }
}
