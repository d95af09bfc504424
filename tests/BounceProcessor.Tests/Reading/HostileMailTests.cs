using System.Text;
using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class HostileMailTests
{
    private const string Fields = "\nFinal-Recipient: rfc822; ana@example.org\nAction: failed\nStatus: 5.1.1\n";

    [Fact]
    public void An_empty_mail_is_unreadable() => Assert.Equal(MailKind.Unreadable, Mails.Read("").Kind);

    [Fact]
    public void Bytes_without_any_header_are_unreadable() => Assert.Equal(MailKind.Unreadable, Mails.Read("hello world\n\nnothing here").Kind);

    [Fact]
    public void A_notice_without_any_header_is_still_read() =>
        Assert.Equal("ana@example.org", Assert.Single(Mails.Read("this is no header\n" + Fields).Recipients).Address);

    [Fact]
    public void Two_thousand_nested_messages_are_read() =>
        Assert.Equal(MailKind.Failure, Mails.Read(Mails.Sender + string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", 2_000)) + "Subject: x\n\nx").Kind);

    [Fact]
    public void Two_thousand_nested_multiparts_are_read() =>
        Assert.Equal(MailKind.Failure, Mails.Read(Mails.Sender + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"))).Kind);

    [Fact]
    public void A_header_of_ten_megabytes_is_cut_and_the_rest_read()
    {
        var reading = Mails.Read("X-Big: " + new string('a', 10_000_000) + "\n" + Mails.Report(Fields));

        Assert.Equal("ana@example.org", Assert.Single(reading.Recipients).Address);
    }

    [Fact]
    public void Nul_bytes_hide_nothing() =>
        Assert.Equal("ana@example.org", Assert.Single(Mails.Read(Mails.Report("\0\0" + Fields + "\0")).Recipients).Address);

    [Fact]
    public void Bare_carriage_returns_end_lines() =>
        Assert.Equal("ana@example.org", Assert.Single(Mails.Read(Mails.Report(Fields).Replace('\n', '\r')).Recipients).Address);

    [Fact]
    public void A_blank_first_line_hides_nothing() =>
        Assert.Equal("ana@example.org", Assert.Single(Mails.Read("   \r\n" + Mails.Report(Fields)).Recipients).Address);

    [Fact]
    public void Recipients_beyond_ten_thousand_are_left_out() =>
        Assert.Equal(10_000, Mails.Read(Mails.Report(string.Concat(Enumerable.Range(0, 12_000)
            .Select(i => $"\nFinal-Recipient: rfc822; u{i}@example.org\nAction: failed\nStatus: 5.1.1\n")))).Recipients.Count);

    [Fact]
    public void A_diagnostic_is_cut_at_four_thousand_characters() =>
        Assert.Equal(4_000, Assert.Single(Mails.Read(Mails.Report(Fields + "Diagnostic-Code: smtp; 550 " + new string('x', 20_000) + "\n")).Recipients).Diagnostic?.Length);

    [Theory]
    [InlineData("utf-7")]
    [InlineData("no-such-charset")]
    [InlineData("iso-2022-jp")]
    public void An_odd_charset_is_no_obstacle(string charset) =>
        Assert.Equal(MailKind.Failure, Mails.Read(Mails.Sender + $"Content-Type: text/plain; charset={charset}\n\nõ could not be delivered: ana@example.org").Kind);

    [Fact]
    public void Every_truncation_of_a_report_is_read_without_an_exception()
    {
        var mail = Encoding.UTF8.GetBytes(Mails.Report(Fields + "Diagnostic-Code: smtp; 550-5.1.1 a\n 550 5.1.1 b\n"));

        for (var length = 0; length < mail.Length; length++)
        {
            Assert.NotNull(MailReader.Read(mail.AsMemory(0, length), TestContext.Current.CancellationToken).KindEvidence);
        }
    }

    [Fact]
    public void A_cancelled_reading_stops() =>
        Assert.Throws<OperationCanceledException>(() => MailReader.Read("a: b\n\nc"u8.ToArray(), new CancellationToken(true)));
}
