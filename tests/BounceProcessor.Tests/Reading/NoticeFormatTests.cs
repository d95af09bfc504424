using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class NoticeFormatTests
{
    [Fact]
    public void Qmail_names_several_recipients_each_with_its_words()
    {
        var reading = Mails.Read(Mails.Notice(
            "Hi. This is the qmail-send program at mx.example.com.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n"
            + "<ana@example.org>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 no such user\nGiving up on 192.0.2.1.\n\n<jaan@example.net>:\nSorry, I couldn't find any host named example.net. (#5.1.2)\n\n"
            + "--- Below this line is a copy of the message.\n\nReturn-Path: <firmanimi@event.data.directo.ee>\nMessage-ID: <q1@event.data.directo.ee>\nSubject: x\n\nTere\n"));

        Assert.Equal("qmail", reading.Format);
        Assert.Equal(["ana@example.org", "jaan@example.net"], reading.Recipients.Select(recipient => recipient.Address));
        Assert.Contains("550 5.1.1 no such user", reading.Recipients[0].Diagnostic, StringComparison.Ordinal);
        Assert.DoesNotContain("550", reading.Recipients[1].Diagnostic, StringComparison.Ordinal);
        Assert.Equal("192.0.2.1", reading.Recipients[0].RemoteMta);
        Assert.Equal("RCPT", reading.Recipients[0].Stage);
        Assert.Equal("q1@event.data.directo.ee", reading.Original?.MessageId);
    }

    [Fact]
    public void Exim_keeps_the_alias_that_was_mailed_and_where_it_led()
    {
        var reading = Mails.Read("X-Failed-Recipients: myyk@example.org\n" + Mails.Notice(
            "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n"
            + "  ana@forward.example\n    (generated from myyk@example.org)\n    host mx.forward.example [192.0.2.7]\n    SMTP error from remote mail server after RCPT TO:<ana@forward.example>:\n    550 5.1.1 unknown\n"));

        var recipient = Assert.Single(reading.Recipients);
        Assert.Equal("myyk@example.org", recipient.Address);
        Assert.Equal("ana@forward.example", recipient.FinalRecipient);
        Assert.Equal("mx.forward.example", recipient.RemoteMta);
    }

    [Fact]
    public void Gmail_takes_the_reply_of_the_other_server()
    {
        var reading = Mails.Read(Mails.Notice(
            "Delivery to the following recipient failed permanently:\n\n     ana@example.org\n\nTechnical details of permanent failure: \nGoogle tried to deliver your message, but it was rejected by the server for the recipient domain example.org by mx.example.org. [192.0.2.9].\n\n"
            + "The error that the other server returned was:\n550 5.2.1 The account is closed\n\n----- Original message -----\n\nMessage-ID: <g1@event.data.directo.ee>\nSubject: x\n"));

        var recipient = Assert.Single(reading.Recipients);
        Assert.Equal("550 5.2.1 The account is closed", recipient.Diagnostic);
        Assert.Equal("mx.example.org", recipient.RemoteMta);
    }

    [Fact]
    public void Sendmail_takes_the_refusal_of_each_recipient_from_the_dialogue()
    {
        var reading = Mails.Read(Mails.Notice(
            "The original message was received at Mon, 23 Nov 2026 10:00:00 GMT\n\n   ----- The following addresses had permanent fatal errors -----\n<ana@example.org>\n<jaan@example.net>\n\n"
            + "   ----- Transcript of session follows -----\n... while talking to mx.example.org.:\n>>> RCPT To:<ana@example.org>\n<<< 550 5.1.1 no ana\n550 5.1.1 <ana@example.org>... User unknown\n"
            + "... while talking to mx.example.net.:\n>>> RCPT To:<jaan@example.net>\n<<< 552 5.2.2 full\n550 5.1.1 <jaan@example.net>... User unknown\n"));

        Assert.Contains("550 5.1.1 no ana", reading.Recipients[0].Diagnostic, StringComparison.Ordinal);
        Assert.Contains("552 5.2.2 full", reading.Recipients[1].Diagnostic, StringComparison.Ordinal);
        Assert.DoesNotContain("552", reading.Recipients[0].Diagnostic, StringComparison.Ordinal);
    }

    [Fact]
    public void Dma_has_one_recipient_and_its_reply_below()
    {
        var recipient = Assert.Single(Mails.Read(Mails.Notice(
            "This is the DragonFly Mail Agent v0.13 at mx.example.com.\n\nThere was an error delivering your mail to <ana@example.org>.\n\nmx.example.org [192.0.2.3] did not like our RCPT TO:\n550 5.1.1 unknown\n\nMessage headers follow.\n\nSubject: x\n")).Recipients);

        Assert.Equal("ana@example.org", recipient.Address);
        Assert.Equal("mx.example.org", recipient.RemoteMta);
        Assert.EndsWith("550 5.1.1 unknown", recipient.Diagnostic, StringComparison.Ordinal);
    }

    [Fact]
    public void Exchange_text_names_the_recipient_before_the_date()
    {
        var recipient = Assert.Single(Mails.Read(Mails.Notice(
            "Your message\n\n  To:      mari@example.com\n  Subject: Arve\n\ndid not reach the following recipient(s):\n\nana@example.org on Mon, 23 Nov 2026 10:00:00 +0200\n    The recipient name is not recognized\n")).Recipients);

        Assert.Equal("ana@example.org", recipient.Address);
        Assert.Contains("not recognized", recipient.Diagnostic, StringComparison.Ordinal);
    }

    [Fact]
    public void Amazon_ses_is_read_out_of_the_json_of_sns()
    {
        const string Event = """{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"ana@example.org","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 no such user"}]},"mail":{"messageId":"1"}}""";
        var reading = Mails.Read(Mails.Notice($"{{\n \"Type\" : \"Notification\",\n \"Message\" : {System.Text.Json.JsonSerializer.Serialize(Event)}\n}}\n--\nUnsubscribe at https://example.com/"));

        var recipient = Assert.Single(reading.Recipients);
        Assert.Equal("ses", reading.Format);
        Assert.Equal("ana@example.org", recipient.Address);
        Assert.Equal("550 5.1.1 no such user", recipient.Diagnostic);
    }

    [Theory]
    [InlineData("Ihre Nachricht konnte nicht zugestellt werden an:\n\nana@example.org\n\nDas Postfach ist voll.\n")]
    [InlineData("Ваше сообщение не может быть доставлено:\n\n<ana@example.org>: ящик переполнен\n")]
    [InlineData("Teie kirja ei õnnestunud saata.\n\nSaaja: ana@example.org\nPõhjus: postkast on täis\n")]
    [InlineData("Your message to ana@example.org was rejected due to the user exceeding its mailbox quota\n")]
    public void A_notice_of_an_unknown_system_gives_its_recipient(string text)
    {
        var reading = Mails.Read(Mails.Notice(text));

        Assert.Equal(MailKind.Failure, reading.Kind);
        Assert.Equal("ana@example.org", Assert.Single(reading.Recipients).Address);
    }

    [Fact]
    public void A_contact_address_is_no_recipient() =>
        Assert.Equal(["ana@example.org"], Mails.Read(Mails.Notice(
            "Your mail could not be delivered to <ana@example.org>.\nFor help contact postmaster@mx.example.com or support@example.com.\n")).Recipients.Select(recipient => recipient.Address));

    [Fact]
    public void A_notice_that_names_nobody_is_about_the_one_addressee_of_the_returned_mail() =>
        Assert.Equal("ana@example.org", Assert.Single(Mails.Read(Mails.Notice(
            "Your mail could not be delivered.\n\n--- Original message follows ---\n\nReceived: from a by b\nMessage-ID: <n1@event.data.directo.ee>\nFrom: mari@example.com\nTo: ana@example.org\nSubject: x\n")).Recipients).Address);

    [Fact]
    public void An_address_used_as_a_display_name_is_not_the_one_that_failed()
    {
        var reading = Mails.Read(Mails.Notice(
            "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. The following address(es) failed:\n\n"
            + "  ana@example.org <jaan@example.net>: malformed address: <jaan@example.net> may not follow ana@example.org\n"));

        Assert.Equal("jaan@example.net", Assert.Single(reading.Recipients).Address);
    }

    [Fact]
    public void Groups_of_one_alias_are_told_apart_by_their_replies_whatever_their_order()
    {
        var reading = Mails.Read(Mails.Report(
            "Reporting-MTA: dns; mx.example.com\n\nAction: failed\nFinal-Recipient: rfc822;koik@example.com\nStatus: 5.0.0\nDiagnostic-Code: smtp; 552 5.2.2 full\n\n"
                + "Action: failed\nFinal-Recipient: rfc822;koik@example.com\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 unknown\n",
            text: "A message that you sent could not be delivered to one or more of its\nrecipients. The following address(es) failed:\n\n"
                + "  ana@example.org\n    (generated from koik@example.com)\n    550 5.1.1 unknown\n  jaan@example.net\n    (generated from koik@example.com)\n    552 5.2.2 full\n"));

        Assert.Equal([("jaan@example.net", "552 5.2.2 full"), ("ana@example.org", "550 5.1.1 unknown")],
            reading.Recipients.Select(recipient => (recipient.FinalRecipient, recipient.Diagnostic)));
    }

    [Fact]
    public void Addresses_that_Exim_only_deferred_are_delayed()
    {
        var reading = Mails.Read("X-Failed-Recipients: ana@example.org\n" + Mails.Notice(
            "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a temporary error. The following address(es) deferred:\n\n"
            + "  ana@example.org\n    Domain firmanimi.example has exceeded the max emails per hour (124/100 (124%)) allowed. Message will be reattempted later\n"));

        Assert.Equal(MailKind.Delay, reading.Kind);
    }

    [Fact]
    public void A_sentence_that_goes_over_two_lines_names_its_recipient_although_a_link_follows()
    {
        var reading = Mails.Read(Mails.Notice("Unfortunately your message could not\nbe delivered to mihhail@example.org. Possible causes: https://www.example.org/spam.html. Do not answer.\n"));

        Assert.Equal("mihhail@example.org", Assert.Single(reading.Recipients).Address);
    }

    [Fact]
    public void A_reply_to_one_recipient_is_not_given_to_the_next()
    {
        var reading = Mails.Read(Mails.Notice(
            "   ----- Transcript of session follows -----\nWhile talking to mx.example.org:\n>>> DATA\n<<< 550 You cannot send mail to yourself\n554 <ana@example.org>... Remote protocol error\n"
            + "554 <jaan@example.net>... 550 Host unknown (Authoritative answer from name server)\n\n   ----- Unsent message follows -----\nFrom: mari@firmanimi.example\nSubject: Arve\n"));

        Assert.Equal("jaan@example.net", reading.Recipients[1].Address);
        Assert.DoesNotContain("yourself", reading.Recipients[1].Diagnostic, StringComparison.Ordinal);
    }
}
