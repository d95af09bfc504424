using System.Text;

namespace BounceProcessor.Tests.Intake;

/// <summary>Mails as they arrive, as bytes.</summary>
internal static class BounceText
{
    /// <summary>An RFC 3464 failure report.</summary>
    public static byte[] Failure(string id, params string[] recipients) => Report(id, "failed", "5.1.1", recipients);

    /// <summary>An RFC 3464 report that a mail is delayed.</summary>
    public static byte[] Delay(string id, params string[] recipients) => Report(id, "delayed", "4.4.1", recipients);

    /// <summary>A failure report whose headers tell no company.</summary>
    public static byte[] NobodysFailure(string id, params string[] recipients) => Encoding.ASCII.GetBytes(
        Encoding.ASCII.GetString(Failure(id, recipients)).Replace("firmanimi+tok1@event.data.directo.ee", "nobody@elsewhere.example", StringComparison.Ordinal));

    /// <summary>An ordinary mail that is no report.</summary>
    public static byte[] Letter(string subject) => Encoding.ASCII.GetBytes(Lines(
        "From: Jaan <jaan@example.net>",
        "To: firmanimi@event.data.directo.ee",
        $"Subject: {subject}",
        $"Message-ID: <{subject}@example.net>",
        "Date: Mon, 2 Mar 2026 11:00:00 +0200",
        "",
        "When will the parcel arrive?"));

    private static byte[] Report(string id, string action, string status, string[] recipients)
    {
        var groups = string.Concat(recipients.Select(recipient => "\r\n" + Lines(
            $"Final-Recipient: rfc822; {recipient}",
            $"Action: {action}",
            $"Status: {status}",
            "Remote-MTA: dns; mx.example.net",
            "Diagnostic-Code: smtp; 550 5.1.1 user unknown")));
        return Encoding.ASCII.GetBytes(Lines(
            "From: MAILER-DAEMON@mx.firmanimi.test",
            "To: firmanimi+tok1@event.data.directo.ee",
            "Delivered-To: firmanimi+tok1@event.data.directo.ee",
            "Subject: Undelivered Mail Returned to Sender",
            $"Message-ID: <report-{id}@mx.firmanimi.test>",
            "Date: Mon, 2 Mar 2026 11:00:00 +0200",
            "MIME-Version: 1.0",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"",
            "",
            "--b",
            "Content-Type: text/plain",
            "",
            "The mail could not be delivered.",
            "--b",
            "Content-Type: message/delivery-status",
            "",
            "Reporting-MTA: dns; mx.firmanimi.test") + groups + Lines(
            "",
            "--b",
            "Content-Type: message/rfc822",
            "",
            "From: mari@firmanimi.test",
            $"To: {string.Join(", ", recipients)}",
            "Subject: Arve 17",
            $"Message-ID: <{id}@firmanimi.test>",
            "",
            "Here is the invoice.",
            "--b--"));
    }

    private static string Lines(params string[] lines) => string.Concat(lines.Select(line => line + "\r\n"));
}
