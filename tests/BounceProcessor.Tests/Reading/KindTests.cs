using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class KindTests
{
    private const string Person = "From: Ana Kask <ana@example.org>\nTo: firmanimi@event.data.directo.ee\n";

    [Fact]
    public void An_out_of_office_answer_with_an_empty_sender_is_no_failure() =>
        Assert.Equal(MailKind.AutoReply, Mails.Read("Return-Path: <>\n" + Person + "Auto-Submitted: auto-replied\nSubject: Kontorist väljas\n\nMail to me cannot be delivered to a person until Monday.").Kind);

    [Fact]
    public void A_subject_of_absence_is_an_automatic_answer() =>
        Assert.Equal(MailKind.AutoReply, Mails.Read(Person + "Subject: Automatic reply: Arve 12\n\nI am away.").Kind);

    [Fact]
    public void A_notice_marked_auto_replied_by_a_mail_system_is_a_failure() =>
        Assert.Equal(MailKind.Failure, Mails.Read("Auto-Submitted: auto-replied\nX-Failed-Recipients: ana@example.org\n"
            + Mails.Notice("This message was created automatically by mail delivery software.\nThe following address(es) failed:\n\n  ana@example.org\n    Unrouteable address\n")).Kind);

    [Fact]
    public void An_answer_of_a_person_that_quotes_a_bounce_is_an_answer() =>
        Assert.Equal(MailKind.Reply, Mails.Read(Person + "In-Reply-To: <1@x.example>\nSubject: Re: Undelivered Mail Returned to Sender\n\nWhat is this?\n\n> <jaan@example.net>: 550 5.1.1 User unknown\n> could not be delivered\n").Kind);

    [Fact]
    public void Ordinary_mail_about_delivery_is_ordinary_mail() =>
        Assert.Equal(MailKind.Other, Mails.Read(Person + "Subject: Delivery of your parcel\n\nYour parcel could not be delivered. Write to help@shop.example.").Kind);

    [Fact]
    public void A_feedback_report_is_a_complaint() =>
        Assert.Equal(MailKind.Complaint, Mails.Read(Person + "Subject: spam\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n\nspam\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n--b--\n").Kind);

    [Fact]
    public void A_disposition_notification_is_a_receipt() =>
        Assert.Equal(MailKind.Receipt, Mails.Read(Person + "Subject: Read: Arve\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nread\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; ana@example.org\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--b--\n").Kind);

    [Fact]
    public void A_mail_that_asks_to_confirm_is_a_challenge() =>
        Assert.Equal(MailKind.Challenge, Mails.Read(Person + "In-Reply-To: <1@x.example>\nAuto-Submitted: auto-generated\nSubject: Your mail\n\nPlease verify that you are not a spammer: click the link below to deliver it.").Kind);

    [Fact]
    public void A_warning_of_a_delay_is_a_delay() =>
        Assert.Equal(MailKind.Delay, Mails.Read(Mails.Notice("This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours.\n\nThe address to which the message has not yet been delivered is:\n\n  ana@example.org\n    Delay reason: 451 try later\n\nNo action is required on your part.\n")).Kind);

    [Fact]
    public void A_bounce_that_a_person_passes_on_inline_is_ordinary_mail() =>
        Assert.Equal(MailKind.Other, Mails.Read(Person + "Subject: Fwd: Undelivered Mail\n\nSee below.\n\n---------- Forwarded message ----------\n<jaan@example.net>: 550 5.1.1 User unknown\n\nFinal-Recipient: rfc822; jaan@example.net\nAction: failed\nStatus: 5.1.1\n").Kind);

    [Fact]
    public void A_notice_from_an_address_that_is_no_mail_system_by_name_needs_more_than_its_words() =>
        Assert.Equal(MailKind.Other, Mails.Read(Person + "Subject: Delivery failed\n\nWe could not deliver your order.").Kind);

    [Fact]
    public void A_notice_from_such_an_address_that_quotes_the_refusal_is_a_failure() =>
        Assert.Equal(MailKind.Failure, Mails.Read(Person + "Subject: Delivery failed\n\nYour mail could not be delivered:\n\njaan@example.net\n550 5.1.1 User unknown\n").Kind);

    [Fact]
    public void Feedback_fields_in_a_text_are_a_complaint() =>
        Assert.Equal(MailKind.Complaint, Mails.Read(Person + "Subject: report\n\nFeedback-Type: abuse\nUser-Agent: X/1\nVersion: 1\n").Kind);

    [Fact]
    public void A_disposition_in_a_text_is_a_receipt_although_it_names_a_recipient() =>
        Assert.Equal(MailKind.Receipt, Mails.Read(Mails.Sender + "\nFinal-Recipient: rfc822; ana@example.org\nDisposition: manual-action/MDN-sent-manually; displayed\n").Kind);

    [Fact]
    public void A_mail_system_that_says_delivered_reports_no_failure() =>
        Assert.Equal(MailKind.Delivered, Mails.Read(Mails.Sender.Replace("Undelivered Mail Returned to Sender", "Delivery report", StringComparison.Ordinal) + "\nYour message was successfully delivered to the following recipients:\n\nana@example.org\n").Kind);

    [Fact]
    public void A_removed_virus_is_no_failure_when_the_rest_was_delivered() =>
        Assert.Equal(MailKind.Other, Mails.Read(Mails.Sender.Replace("Undelivered Mail Returned to Sender", "Virus found", StringComparison.Ordinal) + "\nThe attachment has been removed and the message was delivered without it to ana@example.org.\n").Kind);

    [Fact]
    public void A_blocked_virus_is_a_failure() =>
        Assert.Equal(MailKind.Failure, Mails.Read(Mails.Sender.Replace("Undelivered Mail Returned to Sender", "Virus found", StringComparison.Ordinal) + "\nYour message was not delivered to\n\nana@example.org\n").Kind);

    [Fact]
    public void A_held_post_is_answered_by_a_machine() =>
        Assert.Equal(MailKind.AutoReply, Mails.Read("From: list-bounces@list.example\nTo: firmanimi@event.data.directo.ee\nSubject: Your message to list awaits moderator approval\n\nIs being held until the list moderator can review it for approval.\n").Kind);

    [Fact]
    public void A_mail_of_the_mailer_daemon_that_names_one_address_is_a_notice_in_any_language() =>
        Assert.Equal(MailKind.Failure, Mails.Read("From: MAILER-DAEMON@mx.example.com\nTo: firmanimi@event.data.directo.ee\nSubject: Tilkynning\n\nEkki var unnt: ana@example.org\n").Kind);

    [Fact]
    public void A_postmaster_who_announces_maintenance_reports_no_failure() =>
        Assert.Equal(MailKind.Other, Mails.Read("From: Postmaster <postmaster@example.com>\nTo: firmanimi@event.data.directo.ee\nSubject: Maintenance\n\nOn Sunday the mailbox quota is raised.\n").Kind);

    [Theory]
    [InlineData("Attempts will continue. No action is required.", MailKind.Delay)]
    [InlineData("It has been delayed; no further attempts will be made.", MailKind.Failure)]
    [InlineData("Katseid jätkatakse veel kaks päeva.", MailKind.Delay)]
    [InlineData("Kirja kohaletoimetamine on viibinud ja rohkem ei proovita.", MailKind.Failure)]
    public void A_notice_is_a_delay_only_while_the_server_goes_on_trying(string words, MailKind kind) =>
        Assert.Equal(kind, Mails.Read("From: MAILER-DAEMON@mx.example.com\nTo: firmanimi@event.data.directo.ee\nSubject: mail\n\n<ana@example.org>: 451 4.4.1 timeout\n\n" + words + "\n").Kind);

    [Fact]
    public void A_subject_that_only_mentions_holidays_makes_no_automatic_answer() =>
        Assert.Equal(MailKind.Other, Mails.Read(Person + "Subject: Semester 2 starts\n\nSee the timetable.\n").Kind);

    [Fact]
    public void A_letter_of_a_postmaster_that_names_nobody_is_no_failure()
    {
        const string Letter = "From: Peter <postmaster@klient.example>\nTo: firmanimi@event.data.directo.ee\nSubject: Undeliverable mail from your domain\n\nWe see many mails to addresses that no longer exist. Could you clean your list?\n";

        Assert.Equal(MailKind.Other, Mails.Read("Return-Path: <postmaster@klient.example>\n" + Letter).Kind);
        Assert.Equal(MailKind.Failure, Mails.Read("Return-Path: <>\n" + Letter).Kind);
    }

    [Fact]
    public void What_Exchange_marks_as_its_report_is_one_whatever_else_its_headers_say()
    {
        var reading = Mails.Read("From: Microsoft Outlook <ndr@klient.example>\nTo: firmanimi@event.data.directo.ee\nSubject: Undeliverable: Arve\nAuto-Submitted: auto-replied\nX-MS-Exchange-Message-Is-Ndr:\n\n"
            + "Your message to grupp@klient.example couldn't be delivered.\nThe group only accepts messages from people on its allowed senders list.\n");

        Assert.Equal(MailKind.Failure, reading.Kind);
        Assert.Equal("grupp@klient.example", Assert.Single(reading.Recipients).Address);
    }

    [Fact]
    public void An_answer_of_an_inbox_rule_is_automatic_in_whatever_language()
    {
        var reading = Mails.Read("From: Nikos <nikos@klient.example>\nTo: firmanimi@event.data.directo.ee\nSubject: Απάντηση\nAuto-Submitted: auto-generated\nX-MS-Exchange-Inbox-Rules-Loop: nikos@klient.example\n\nΘα απουσιάζω.\n");

        Assert.Equal(MailKind.AutoReply, reading.Kind);
    }
}
