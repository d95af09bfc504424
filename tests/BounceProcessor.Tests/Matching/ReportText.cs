using System.Globalization;
using System.Text;

namespace BounceProcessor.Tests.Matching;

/// <summary>A report as it arrives, with what it names of ours put where a test wants it.</summary>
internal sealed record ReportText
{
    private static int _made;

    public string Action { get; init; } = "failed";

    public string Status { get; init; } = "5.1.1";

    public string Words { get; init; } = "550 5.1.1 user unknown";

    /// <summary>The address it comes back to.</summary>
    public string To { get; init; } = $"firmanimi@{MatchLine.Domain}";

    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Original-Recipient of the first recipient.</summary>
    public string? OriginalRecipient { get; init; }

    public string? EnvelopeId { get; init; }

    /// <summary>Of the returned mail; nothing is returned when it is empty.</summary>
    public string? MessageId { get; init; }

    public string? HeaderToken { get; init; }

    public string? ReturnPath { get; init; }

    public string? Subject { get; init; }

    public string Text { get; init; } = "The mail could not be delivered.";

    /// <summary>A notice with the token of an address.</summary>
    public static string Back(string token, string company = "firmanimi") => $"{company}+{token}@{MatchLine.Domain}";

    public byte[] Bytes()
    {
        var number = Interlocked.Increment(ref _made);
        var mail = new StringBuilder();
        Line($"Delivered-To: {To}");
        Line("From: MAILER-DAEMON@mx.example.net");
        Line($"To: {To}");
        Line("Subject: Undelivered Mail Returned to Sender");
        Line($"Message-ID: <report-{number}@mx.example.net>");
        Line("Date: Mon, 2 Mar 2026 11:00:00 +0200");
        Line("MIME-Version: 1.0");
        Line("Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"");
        Line("");
        Line("--b");
        Line("Content-Type: text/plain");
        Line("");
        Line(Text);
        Line("--b");
        Line("Content-Type: message/delivery-status");
        Line("");
        Line("Reporting-MTA: dns; mx.example.net");
        Optional("Original-Envelope-Id: ", EnvelopeId);
        for (var i = 0; i < Recipients.Count; i++)
        {
            Line("");
            Optional("Original-Recipient: rfc822; ", i == 0 ? OriginalRecipient : null);
            Line($"Final-Recipient: rfc822; {Recipients[i]}");
            Status1();
        }

        if (Recipients.Count == 0)
        {
            Line("");
            Status1();
        }

        Line("--b");
        if (MessageId is not null || HeaderToken is not null || ReturnPath is not null || Subject is not null)
        {
            Line("Content-Type: text/rfc822-headers");
            Line("");
            Optional("Return-Path: ", ReturnPath is null ? null : $"<{ReturnPath}>");
            Optional("X-BounceProcessor-Token: ", HeaderToken);
            Line($"From: firmanimi@{MatchLine.Domain}");
            Optional("Message-ID: ", MessageId is null ? null : $"<{MessageId}>");
            Optional("Subject: ", Subject);
            Line("");
            Line("--b");
        }

        mail.Length -= 2;
        mail.Append("--\r\n");
        return Encoding.UTF8.GetBytes(mail.ToString());

        void Line(string text) => mail.Append(CultureInfo.InvariantCulture, $"{text}\r\n");

        void Optional(string name, string? value)
        {
            if (value is not null)
            {
                Line(name + value);
            }
        }

        void Status1()
        {
            Line($"Action: {Action}");
            Line($"Status: {Status}");
            Line($"Diagnostic-Code: smtp; {Words}");
        }
    }
}
