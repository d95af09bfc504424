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
}
