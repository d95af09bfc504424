using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class SendmailTranscriptTests
{
    [Fact]
    public void The_whole_reply_of_several_lines_replaces_the_line_in_the_status_part()
    {
        var recipient = Read(
            "... while talking to mx.example.org.:\n>>> DATA\n<<< 550-5.7.1 Refused for a reason\n<<< 550-5.7.1 that needs words\n<<< 550 5.7.1 and a third line\n554 5.0.0 Service unavailable\n",
            "Diagnostic-Code: SMTP; 550-5.7.1 Refused for a reason\n");

        Assert.Equal("550 5.7.1 Refused for a reason that needs words and a third line", recipient.Diagnostic);
    }

    [Fact]
    public void The_answer_to_a_later_command_is_not_the_refusal()
    {
        var recipient = Read(
            "... while talking to mx.example.org.:\n>>> DATA\n<<< 421-4.7.28 Too much mail\n<<< 421 4.7.28 from your address\n>>> QUIT\n<<< 554 5.5.1 Error: no valid recipients\n221 2.0.0 Bye\n"
                + "<ana@example.org>... Deferred: 421-4.7.28 Too much mail\nMessage could not be delivered for 5 days\nMessage will be deleted from queue\n",
            "Diagnostic-Code: SMTP; 554 5.5.1 Error: no valid recipients\n");

        Assert.Equal("421 4.7.28 Too much mail from your address", recipient.Diagnostic);
    }

    [Fact]
    public void What_a_local_program_printed_stands_with_the_conclusion()
    {
        var recipient = Read("mail.local: unknown user: ana\n554 <ana@example.org>... Service unavailable\n", "");

        Assert.Equal("mail.local: unknown user: ana 554 <ana@example.org>... Service unavailable", recipient.Diagnostic);
    }

    [Fact]
    public void A_refusal_of_the_sender_is_one_although_the_diagnostic_does_not_say_so()
    {
        var recipient = Read(
            "... while talking to mx.example.org.:\n>>> MAIL From:<firmanimi@event.data.directo.ee> SIZE=1024\n<<< 550 5.1.0 no such domain\n550 5.1.0 <ana@example.org>... Sender refused\n",
            "Diagnostic-Code: SMTP; 550 5.1.0 no such domain\n");

        Assert.Equal("MAIL", recipient.Stage);
    }

    [Fact]
    public void A_transcript_of_two_recipients_gives_each_its_own_words()
    {
        var reading = Mails.Read(Mails.Report(
            "Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: RFC822; ana@example.org\nAction: failed\nStatus: 5.5.0\n\nFinal-Recipient: RFC822; jaan@example.org\nAction: failed\nStatus: 5.5.0\n",
            text: "   ----- Transcript of session follows -----\n<<< 550 5.1.1 no ana\n550 5.1.1 <ana@example.org>... User unknown\n<<< 552 5.2.2 jaan is full\n552 5.2.2 <jaan@example.org>... Over quota\n"));

        Assert.Equal(["550 5.1.1 no ana", "552 5.2.2 jaan is full"], reading.Recipients.Select(recipient => recipient.Diagnostic));
    }

    private static ReportedRecipient Read(string dialogue, string diagnostic) => Assert.Single(Mails.Read(Mails.Report(
        "Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: RFC822; ana@example.org\nAction: failed\nStatus: 5.5.0\n" + diagnostic,
        text: "   ----- The following addresses had permanent fatal errors -----\n<ana@example.org>\n\n   ----- Transcript of session follows -----\n" + dialogue)).Recipients);
}
