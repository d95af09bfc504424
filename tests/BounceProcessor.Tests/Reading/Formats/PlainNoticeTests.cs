using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading.Formats;

public sealed class PlainNoticeTests
{
    [Fact]
    public void One_reply_below_a_list_of_addresses_is_about_all_of_them()
    {
        var reading = Mails.Read(Mails.Notice("could not be delivered to:\n\n    ana@example.org\n    jaan@example.net\n\nbecause of:\n    550 5.7.1 rejected as spam\n"));

        Assert.Equal(2, reading.Recipients.Count);
        Assert.All(reading.Recipients, recipient => Assert.Contains("550 5.7.1 rejected as spam", recipient.Diagnostic, StringComparison.Ordinal));
    }

    [Fact]
    public void In_a_dialogue_each_recipient_has_the_reply_to_its_own_command()
    {
        var reading = Mails.Read(Mails.Notice("YOUR MESSAGE WAS NOT DELIVERED!\n\nFailed address: ana@example.org\nFailed address: jaan@example.net\n\n--- Session Transcript ---\n"
            + " 09:12: --> RCPT To:<ana@example.org>\n 09:12: <-- 550 5.1.1 unknown\n 09:12: --> RCPT To:<jaan@example.net>\n 09:12: <-- 552 5.2.2 full\n"));

        Assert.Equal(["ana@example.org", "jaan@example.net"], reading.Recipients.Select(recipient => recipient.Address));
        Assert.Contains("550 5.1.1", reading.Recipients[0].Diagnostic, StringComparison.Ordinal);
        Assert.DoesNotContain("552", reading.Recipients[0].Diagnostic, StringComparison.Ordinal);
        Assert.Contains("552 5.2.2", reading.Recipients[1].Diagnostic, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reply_in_front_of_the_only_address_is_about_it() =>
        Assert.Contains("550 5.1.1 unknown", Assert.Single(Mails.Read(Mails.Notice(
            "Your message could not be delivered because of\n\n550 5.1.1 unknown\n\nThe following recipients were affected:\n    ana@example.org\n\nAdditional words\n")).Recipients).Diagnostic, StringComparison.Ordinal);

    [Theory]
    [InlineData("Your message could not be delivered to ana@example.org. Contact help@example.org or sales@example.org instead.")]
    [InlineData("Error while delivering mail from <mari@firmanimi.example> to <ana@example.org>: no such user. Session mx1@example.org.")]
    [InlineData("Delivery for user ana@example.org failed. Reference: <20261123.a1@mx.example.com>")]
    [InlineData("To ana@example.org: could not be delivered\n\nThis mailbox (noreply@example.com) is not read.")]
    public void Of_the_addresses_in_a_sentence_only_the_announced_one_failed(string text) =>
        Assert.Equal("ana@example.org", Assert.Single(Mails.Read(Mails.Notice(text)).Recipients).Address);

    [Theory]
    [InlineData("Ana Tamm <ana@example.org>:\n   550 5.1.1 unknown")]
    [InlineData("\"Tamm, Ana\" [mailto:ana@example.org]\n   550 5.1.1 unknown")]
    [InlineData("Recipient: [SMTP:ana@example.org]\n   550 5.1.1 unknown")]
    [InlineData("SMTP <ana@example.org>\n   550 5.1.1 unknown")]
    public void A_name_or_a_type_in_front_of_an_address_makes_no_difference(string block) =>
        Assert.Equal("550 5.1.1 unknown", Assert.Single(Mails.Read(Mails.Notice($"Your mail could not be delivered:\n\n{block}\n\nPlease contact Postmaster <postmaster@example.com>\n")).Recipients).Diagnostic);

    [Fact]
    public void The_mailbox_inside_a_messaging_server_is_final_and_the_address_original()
    {
        var recipient = Assert.Single(Mails.Read(Mails.Notice(
            "Your message cannot be delivered to the following recipients:\n\n  Recipient address: ana@ims-ms-daemon\n  Original address: ana@example.org\n  Reason: Over quota\n")).Recipients);

        Assert.Equal("ana@example.org", recipient.Address);
        Assert.Equal("ana@ims-ms-daemon", recipient.FinalRecipient);
        Assert.Contains("Over quota", recipient.Diagnostic, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_the_directory_stands_for_the_address_in_the_refusal_below_it()
    {
        var reading = Mails.Read(Mails.Notice("Your message did not reach some or all of the intended recipients.\n\nThe following recipient(s) could not be reached:\n\n"
            + "      Jaan Kask on 23.11.2026 9:12\n            No.\n            <mail.example.net #5.1.1 smtp;550 5.1.1 <jaan@example.net> unknown>\n\n      'ana@example.org' on 23.11.2026 9:12\n            <mail.example.org #5.2.2>\n"));

        Assert.Equal(["jaan@example.net", "ana@example.org"], reading.Recipients.Select(recipient => recipient.Address));
    }

    [Fact]
    public void A_warning_of_a_virus_is_no_delay() =>
        Assert.Equal(MailKind.Failure, Mails.Read("From: MailScanner <postmaster@example.org>\nTo: firmanimi@event.data.directo.ee\nSubject: Warning: E-mail viruses detected\n\nYour message to ana@example.org was not delivered.\n").Kind);
}
