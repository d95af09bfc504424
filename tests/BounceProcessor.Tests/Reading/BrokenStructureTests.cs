using System.Text;
using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class BrokenStructureTests
{
    private const string Fields = "Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; ana@example.org\nAction: failed\nStatus: 5.1.1\n";

    private static readonly string Encoded = Convert.ToBase64String(Encoding.ASCII.GetBytes(Fields), Base64FormattingOptions.InsertLineBreaks) + "\n";

    [Theory]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=\"other\"\n")]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status\n")]
    [InlineData("")]
    public void The_boundary_in_the_bytes_is_found_where_the_header_does_not_name_it(string contentType)
    {
        var mail = Mails.Report(Encoded, "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n");
        var reading = Mails.Read(mail.Replace("Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n", contentType, StringComparison.Ordinal));

        Assert.Equal("ana@example.org", Assert.Single(reading.Recipients).Address);
        Assert.Equal("arve-1@event.data.directo.ee", reading.Original?.MessageId);
    }

    [Fact]
    public void A_nested_multipart_with_a_lost_boundary_is_opened_too()
    {
        var reading = Mails.Read(Mails.Sender + "Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: multipart/report;\nboundary=in\n\n--in\n"
            + "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n" + Encoded + "--in--\n--out--\n");

        Assert.Equal("ana@example.org", Assert.Single(reading.Recipients).Address);
    }

    [Fact]
    public void A_text_that_begins_with_a_dashed_line_stays_a_text() =>
        Assert.Equal("--ana\nhello", Mails.Read("From: ana@example.org\nSubject: x\n\n--ana\nhello").Text);

    [Fact]
    public void Line_ends_with_two_carriage_returns_are_line_ends() =>
        Assert.Equal("ana@example.org", Assert.Single(Mails.Read(Mails.Report(Fields).Replace("\n", "\r\r\n", StringComparison.Ordinal)).Recipients).Address);

    [Fact]
    public void Groups_in_base64_each_for_itself_are_all_read()
    {
        static string Group(string address) => Convert.ToBase64String(
            Encoding.ASCII.GetBytes($"Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n"), Base64FormattingOptions.InsertLineBreaks);

        var status = DeliveryStatusReader.Read($"Reporting-MTA: dns; mx.example.com\n\n{Group("ana@example.org")}\n\n{Group("jaan@example.net")}\n");

        Assert.Equal(["rfc822; ana@example.org", "rfc822; jaan@example.net"], status.Recipients.Select(group => group["Final-Recipient"]));
        Assert.Equal(2, status.NamedRecipients);
    }

    [Fact]
    public void A_notice_attached_to_a_mail_of_the_postmaster_is_read()
    {
        var reading = Mails.Read("From: postmaster@example.com\nTo: firmanimi@event.data.directo.ee\nSubject: Fwd: failure notice\nContent-Type: multipart/mixed; boundary=f\n\n--f\nContent-Type: text/plain\n\nFor you.\n--f\n"
            + "Content-Type: message/rfc822\n\n" + Mails.Notice("Hi. This is the qmail-send program at example.com.\n\n<ana@example.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n") + "\n--f--\n");

        Assert.Equal(MailKind.Failure, reading.Kind);
        Assert.Equal("ana@example.org", Assert.Single(reading.Recipients).Address);
        Assert.Equal("Fwd: failure notice", reading.Headers.Subject);
    }

    [Fact]
    public void An_ordinary_mail_attached_to_an_ordinary_mail_is_none() =>
        Assert.Equal(MailKind.Other, Mails.Read("From: ana@example.org\nSubject: Fwd: x\nContent-Type: message/rfc822\n\nFrom: jaan@example.net\nSubject: x\n\nTere\n").Kind);

    [Fact]
    public void Returned_headers_in_preformatted_html_keep_their_lines()
    {
        var reading = Mails.Read(Mails.Sender + "Content-Type: text/html\n\n<p>Delivery has failed to these recipients or groups:</p><p>ana@example.org</p><p>Original message headers:</p>"
            + "<pre>Received: from a\nFrom: mari@firmanimi.example\nMessage-ID: &lt;h1@event.data.directo.ee&gt;\nSubject: x\n</pre>");

        Assert.Equal("h1@event.data.directo.ee", reading.Original?.MessageId);
    }
}
