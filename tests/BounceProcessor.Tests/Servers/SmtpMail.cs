namespace BounceProcessor.Tests.Servers;

/// <summary>One mail that an <see cref="SmtpSink"/> accepted.</summary>
internal sealed record SmtpMail(string From, string To, string Text)
{
    /// <summary>All recipients that were accepted.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [To];

    /// <summary>The mail's headers.</summary>
    public string Headers => Text[..Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)];

    /// <summary>The report that a server would return to the envelope sender.</summary>
    /// <param name="withHeaders">Whether it returns the headers of the mail.</param>
    public string Bounce(bool withHeaders = true)
    {
        var returned = withHeaders ? $"--b\n\nContent-Type: text/rfc822-headers\n\n{Headers}\n" : "";
        return $"""
            Return-Path: <>
            Delivered-To: {From}
            Date: Mon, 2 Mar 2026 10:01:00 +0000
            From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
            Subject: Undelivered Mail Returned to Sender
            To: {From}
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"
            Message-Id: <{Guid.NewGuid():N}@mx.example.net>

            --b
            Content-Type: text/plain

            Your message could not be delivered.

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net

            Final-Recipient: rfc822; {To}
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 <{To}>: Recipient address rejected: User unknown

            {returned.Replace("--b\n\nContent", "--b\nContent", StringComparison.Ordinal)}
            --b--

            """;
    }
}
