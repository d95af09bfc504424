using BounceProcessor.Diagnosis.Smtp;

using Xunit;

namespace BounceProcessor.Tests.Smtp;

public sealed class SmtpReplyTests
{
    [Theory]
    [InlineData("550 5.1.1 User unknown", 550, "5.1.1")]
    [InlineData("550-5.1.1 The account 550 5.1.1 does not exist", 550, "5.1.1")]
    [InlineData("550 #5.7.1 SPF unauthorized mail is prohibited.", 550, "5.7.1")]
    [InlineData("host mx.saaja.example[192.0.2.25] said: 452 4.2.2 over quota (in reply to RCPT TO command)", 452, "4.2.2")]
    [InlineData("SMTP error from remote mail server after MAIL FROM:<a@b.example> SIZE=1543: 421 try later", 421, null)]
    [InlineData("554 delivery error", 554, null)]
    [InlineData("It responded as follows: [550 5.1.1 User unknown]", 550, "5.1.1")]
    [InlineData("5.1.0 - Unknown address error 550-'5.7.1 <a@b.example>... Access denied'", 550, "5.7.1")]
    public void A_reply_is_found_with_the_code_behind_it(string words, int code, string? status)
    {
        var reply = SmtpReply.Find(words);

        Assert.Equal(code, reply?.Code);
        Assert.Equal(status, reply?.Status?.ToString());
    }

    [Theory]
    [InlineData("554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 Connection timed out>", 421, "4.4.2")]
    [InlineData("554 <ana@example.org>... 550 Host unknown (Authoritative answer from name server)", 550, null)]
    public void A_reply_quoted_inside_another_decides(string words, int code, string? status)
    {
        var reply = SmtpReply.Find(words);

        Assert.Equal(code, reply?.Code);
        Assert.Equal(status, reply?.Status?.ToString());
    }

    [Fact]
    public void The_reply_behind_an_arrow_is_the_inner_one_and_decides()
    {
        var reply = SmtpReply.Find("550 5.7.23 The message was rejected -> 451 4.4.0 Primary target IP address responded");

        Assert.Equal(451, reply?.Code);
        Assert.Equal("4.4.0", reply?.Status?.ToString());
    }

    [Theory]
    [InlineData("connect to mx.saaja.example[192.0.2.25]:25: Connection timed out")]
    [InlineData("client 10.20.450.550 refused")]
    [InlineData("queued on 2012-05-550 at 10:45:421")]
    [InlineData("Message expired after 450 hours on port 587")]
    [InlineData("size 552 is over the limit of 500 bytes")]
    [InlineData("see https://example.com/errors/550/help")]
    [InlineData("address 2001:db8::550:1 was refused")]
    [InlineData("")]
    public void Numbers_of_addresses_dates_ports_and_sizes_are_no_reply(string words)
    {
        Assert.Null(SmtpReply.Find(words));
    }

    [Fact]
    public void A_long_line_of_digits_takes_linear_time_and_gives_no_reply()
    {
        Assert.Null(SmtpReply.Find(new string('5', 200_000)));
    }
}
