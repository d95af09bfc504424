using System.Text;
using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class MailReaderTests
{
    private const string Status = "Reporting-MTA: dns; mx.example.com\n\nOriginal-Recipient: rfc822;ana@example.org\nFinal-Recipient: rfc822;ana@forward.example\n"
        + "Action: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.forward.example\nDiagnostic-Code: smtp; 550-5.1.1 The account\n 550 5.1.1 does not exist\n";

    [Fact]
    public void A_report_gives_both_addresses_and_is_filed_under_the_one_we_mailed()
    {
        var recipient = Assert.Single(Mails.Read(Mails.Report(Status)).Recipients);

        Assert.Equal("ana@example.org", recipient.Address);
        Assert.Equal("ana@forward.example", recipient.FinalRecipient);
        Assert.Equal("mx.forward.example", recipient.RemoteMta);
    }

    [Fact]
    public void A_reply_of_several_lines_is_joined()
    {
        var recipient = Assert.Single(Mails.Read(Mails.Report(Status)).Recipients);

        Assert.Equal("550 5.1.1 The account does not exist", recipient.Diagnostic);
    }

    [Fact]
    public void The_mail_that_failed_is_found()
    {
        var original = Mails.Read(Mails.Report(Status)).Original;

        Assert.Equal("arve-1@event.data.directo.ee", original?.MessageId);
        Assert.Equal("Arve õ", original?.Subject);
        Assert.Equal("mari@firmanimi.example", original?.ReplyTo);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(2)), original?.Date);
    }

    [Fact]
    public void An_encoded_returned_message_is_found_too()
    {
        var returned = Convert.ToBase64String("Message-ID: <hidden@event.data.directo.ee>\nSubject: x\n\nTere\n"u8);
        var mail = Mails.Report(Status).Replace("Content-Type: message/rfc822\n\nFrom", $"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{returned}\n--b--\n\nFrom", StringComparison.Ordinal);

        Assert.Equal("hidden@event.data.directo.ee", Mails.Read(mail).Original?.MessageId);
    }

    [Theory]
    [InlineData("Content-Transfer-Encoding: base64\n")]
    [InlineData("Content-Transfer-Encoding: quoted-printable\n")]
    public void An_encoded_status_part_is_read(string encoding)
    {
        var status = encoding.Contains("base64", StringComparison.Ordinal) ? Convert.ToBase64String(Encoding.ASCII.GetBytes(Status)) : Status.Replace("=", "=3D", StringComparison.Ordinal);

        var reading = Mails.Read(Mails.Report(status, "Content-Type: message/delivery-status\n" + encoding));

        Assert.Equal("5.1.1", Assert.Single(reading.Recipients).Status.ToString());
    }

    [Fact]
    public void A_global_delivery_status_is_read() =>
        Assert.Equal("jõul@example.org", Assert.Single(Mails.Read(Mails.Report(
            "Reporting-MTA: dns; mx\n\nFinal-Recipient: utf-8; jõul@example.org\nAction: failed\nStatus: 5.1.1\n",
            "Content-Type: message/global-delivery-status\nContent-Transfer-Encoding: 8bit\n")).Recipients).Address);

    [Fact]
    public void A_report_whose_boundary_is_wrong_is_read()
    {
        var reading = Mails.Read(Mails.Report(Status).Replace("boundary=\"b\"", "boundary=\"other\"", StringComparison.Ordinal));

        Assert.Equal(MailKind.Failure, reading.Kind);
        Assert.Equal("ana@example.org", Assert.Single(reading.Recipients).Address);
        Assert.Equal("arve-1@event.data.directo.ee", reading.Original?.MessageId);
    }

    [Fact]
    public void A_report_cut_in_the_middle_of_its_status_is_read()
    {
        var mail = Mails.Report(Status);

        var reading = Mails.Read(mail[..mail.IndexOf("Diagnostic-Code", StringComparison.Ordinal)]);

        Assert.Equal("5.1.1", Assert.Single(reading.Recipients).Status.ToString());
    }

    [Theory]
    [InlineData("delayed", MailKind.Delay)]
    [InlineData("delivered", MailKind.Delivered)]
    [InlineData("relayed (to a system without reports)", MailKind.Relayed)]
    [InlineData("expanded", MailKind.Expanded)]
    [InlineData("failed (permanent)", MailKind.Failure)]
    [InlineData("expired", MailKind.Failure)]
    public void The_action_makes_the_kind(string action, MailKind kind) =>
        Assert.Equal(kind, Mails.Read(Mails.Report($"Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@example.org\nAction: {action}\nStatus: 4.0.0\n")).Kind);

    [Fact]
    public void A_failure_among_delays_is_a_failure() =>
        Assert.Equal(MailKind.Failure, Mails.Read(Mails.Report(
            "Final-Recipient: rfc822; a@example.org\nAction: delayed\nStatus: 4.2.2\n\nFinal-Recipient: rfc822; b@example.org\nAction: failed\nStatus: 5.1.1\n")).Kind);

    [Fact]
    public void A_delay_whose_envelope_expired_is_a_failure()
    {
        var reading = Mails.Read(Mails.Report("Final-Recipient: rfc822; a@example.org\nAction: delayed\nStatus: 4.4.7\n", text: "a@example.org: Envelope expired\n"));

        Assert.Equal(MailKind.Failure, reading.Kind);
        Assert.True(reading.Recipients[0].QueueExpired);
    }

    [Fact]
    public void Words_beside_a_status_without_diagnostic_are_kept_at_their_recipient()
    {
        var reading = Mails.Read(Mails.Report(
            "Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.0.0\n\nFinal-Recipient: rfc822; b@example.org\nAction: failed\nStatus: 5.0.0\n",
            text: "a@example.org: 525 5.7.13 User account is disabled\nb@example.org: 550 5.1.1 No such user\n"));

        Assert.Equal("525 5.7.13 User account is disabled", reading.Recipients[0].NoticeText);
        Assert.Equal("550 5.1.1 No such user", reading.Recipients[1].NoticeText);
    }

    [Fact]
    public void Delivery_headers_come_before_addressees()
    {
        var headers = Mails.Read("Delivered-To: Firmanimi+abc@event.data.directo.ee\nReceived: from a by b for <x@event.data.directo.ee>; Mon\n" + Mails.Notice("hello")).Headers;

        Assert.Equal(["firmanimi+abc@event.data.directo.ee", "x@event.data.directo.ee"], headers.DeliveredTo);
        Assert.Equal(["firmanimi@event.data.directo.ee"], headers.Addressees);
    }

    [Theory]
    [InlineData("rfc822;root", "root")]
    [InlineData("rfc822;unknown", "ana@example.org")]
    [InlineData("rfc822;mx.example.org", "ana@example.org")]
    public void A_user_of_the_reporting_host_is_named_as_the_report_names_him(string field, string address)
    {
        var reading = Mails.Read(Mails.Report($"Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: {field}\nAction: failed\nStatus: 5.1.1\n"));

        Assert.Equal(address, Assert.Single(reading.Recipients).Address);
    }

    [Fact]
    public void A_report_that_returns_nothing_names_the_mail_it_answers()
    {
        var reading = Mails.Read("References: <first@event.data.directo.ee> <arve-7@event.data.directo.ee>\n"
            + Mails.Notice("Your message could not be delivered.\n\n<ana@example.org>: 550 5.1.1 unknown\n"));

        Assert.Equal("arve-7@event.data.directo.ee", reading.Original?.MessageId);
    }

    [Fact]
    public void The_returned_mail_is_found_although_its_headers_stand_in_the_place_of_the_parts_own()
    {
        var reading = Mails.Read(Mails.Sender + "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nYour mail could not be delivered:\n\n<ana@example.org> [User unknown]\n\n"
            + "--b\nReceived: from a by b\nMessage-Id: <arve-8@event.data.directo.ee>\nFrom: mari@firmanimi.example\nTo: ana@example.org\nSubject: Arve\n\nTere\n");

        Assert.Equal("arve-8@event.data.directo.ee", reading.Original?.MessageId);
        Assert.Equal("Arve", reading.Original?.Subject);
    }

    [Theory]
    [InlineData("firmanimi+mfrggzdf@event.data.directo.ee")]
    [InlineData("FIRMANIMI+MFRGGZDF@event.data.directo.ee")]
    [InlineData("SRS0=hX4p=T2=event.data.directo.ee=firmanimi+mfrggzdf@forward.example")]
    [InlineData("prvs=1234abcdef=firmanimi+mfrggzdf@event.data.directo.ee")]
    public void The_token_is_read_from_the_address_that_the_report_came_back_to(string deliveredTo)
    {
        var reading = Mails.Read($"Delivered-To: {deliveredTo}\n" + Mails.Notice("Your message could not be delivered.\n\n<ana@example.org>: 550 5.1.1 unknown\n"));

        Assert.Equal("mfrggzdf", reading.Original?.Token);
    }
}
