using System.Text;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Diagnosis.Smtp;
using BounceProcessor.Events;

namespace BounceProcessor.Tests.Events;

/// <summary>Diagnosed mails made by hand, so that tests of filing do not depend on the rules.</summary>
internal static class Reports
{
    public static readonly DateTimeOffset Arrival = new(2026, 3, 2, 9, 10, 11, 222, TimeSpan.Zero);

    public static NewMail Failure(string bytes, params string[] recipients) =>
        Mail(bytes, MailKind.Failure, RecipientAction.Failed, "m1@firmanimi.test", recipients);

    public static NewMail Mail(string bytes, MailKind kind, RecipientAction action, string? messageId, params string[] recipients)
    {
        RecipientDiagnosis[] diagnoses = [.. recipients.Select(address => Recipient(address, action))];
        return Mail(bytes, new MailDiagnosis(
            new MailReading
            {
                Kind = kind,
                KindEvidence = new KindEvidence(KindSign.Notice, "made by hand"),
                Recipients = [.. diagnoses.Select(diagnosis => diagnosis.Recipient)],
                ReportingMta = "mx.firmanimi.test",
                Original = messageId is null ? null : new OriginalMessage { MessageId = messageId, From = "mari@firmanimi.test" },
                Headers = new MailHeaders { Subject = "Undelivered Mail", From = "postmaster@example.net" },
                Text = "Words of the notice.",
            },
            diagnoses));
    }

    public static NewMail Mail(string bytes, MailDiagnosis diagnosis) =>
        NewMail.Prepare("firmanimi", "events", Arrival, Encoding.UTF8.GetBytes(bytes), headersOnly: false, diagnosis);

    public static RecipientDiagnosis Recipient(string address, RecipientAction action) => new(
        new ReportedRecipient { Address = address, Action = action, Diagnostic = "550 5.1.1 user unknown", RemoteMta = "mx.example.net" },
        action is RecipientAction.Failed or RecipientAction.Delayed ? Verdict(action) : null);

    private static Verdict Verdict(RecipientAction action) => new()
    {
        Reason = new FailureReason(
            "mailbox-unknown", Severity.Hard, Fixer.Sender, new("No such address", "Sellist aadressi ei ole"), new("-", "-"), new("-", "-")),
        Severity = action == RecipientAction.Delayed ? Severity.Delay : Severity.Hard,
        Fixer = Fixer.Sender,
        Confidence = Confidence.High,
        Rule = "test/unknown-1",
        Status = new EnhancedStatusCode(5, 1, 1),
        ReplyCode = 550,
        Authentication = new AuthenticationFinding("spf", "mfrom", "firmanimi.example", "192.0.2.4", "fail", "mx.example.net"),
        Evidence = new VerdictEvidence(
            "user unknown",
            "diagnostic",
            VerdictStep.Words,
            [
                new OverruledVoice("status/5.0.0", "unclassified", VerdictStep.GeneralCode, "status"),
                new OverruledVoice("reply/550", "policy-rejected", VerdictStep.ReplyCode, "reply"),
            ],
            new StatusConflict(new EnhancedStatusCode(5, 1, 1), new EnhancedStatusCode(5, 0, 0), StatusPreference.RefusingServer)),
    };
}
