using System.Globalization;
using System.Text;

namespace BounceProcessor.Benchmarks;

/// <summary>Reports as Postfix writes them, about 5.8 kB each; a number makes always the same one.</summary>
internal static class PostfixReport
{
    private static readonly (string Code, string Status, string Words, string Command)[] Refusals =
    [
        ("550", "5.1.1", "Recipient address rejected: User unknown in virtual mailbox table", "RCPT TO"),
        ("552", "5.2.2", "The email account that you tried to reach is over quota. Please direct the recipient to clean up", "RCPT TO"),
        ("554", "5.7.1", "Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org", "RCPT TO"),
        ("550", "5.7.23", "The message was rejected because of Sender Policy Framework violation", "end of DATA"),
        ("550", "5.7.26", "Unauthenticated email from example.com is not accepted due to domain's DMARC policy", "end of DATA"),
        ("451", "4.7.1", "Greylisted, please try again in 300 seconds", "RCPT TO"),
        ("552", "5.3.4", "Message size exceeds fixed maximum message size", "MAIL FROM"),
        ("550", "5.4.1", "Recipient address rejected: Access denied. AS(201806281)", "RCPT TO"),
    ];

    public static byte[] Bytes(int number) => Encoding.UTF8.GetBytes(Text(number));

    private static string Text(int number)
    {
        var (code, status, words, command) = Refusals[number % Refusals.Length];
        var id = string.Create(CultureInfo.InvariantCulture, $"4{number:X6}zQ1");
        var user = string.Create(CultureInfo.InvariantCulture, $"customer.{number}@host{number % 977}.example");
        var host = string.Create(CultureInfo.InvariantCulture, $"mx.host{number % 977}.example");
        return $"""
            Return-Path: <>
            Delivered-To: us@example.com
            Received: from mx.example.com ([192.0.2.25])
            	by store.example.com with ESMTP id {id}
            	for <us@example.com>; Mon, 23 Nov 2026 10:50:03 +0000
            Received: by mx.example.com (Postfix)
            	id {id}; Mon, 23 Nov 2026 10:50:03 +0000 (UTC)
            Date: Mon, 23 Nov 2026 10:50:03 +0000 (UTC)
            From: Mail Delivery System <MAILER-DAEMON@mx.example.com>
            Subject: Undelivered Mail Returned to Sender
            To: us@example.com
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
            	boundary="{id}.1795431003/mx.example.com"
            Content-Transfer-Encoding: 8bit
            Message-Id: <20261123105003.{id}@mx.example.com>

            This is a MIME-encapsulated message.

            --{id}.1795431003/mx.example.com
            Content-Description: Notification
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            This is the mail system at host mx.example.com.

            I'm sorry to have to inform you that your message could not
            be delivered to one or more recipients. It's attached below.

            For further assistance, please send mail to postmaster.

            If you do so, please include this problem report. You can
            delete your own text from the attached returned message.

                               The mail system

            <{user}>: host {host}[198.51.100.{number % 250}] said: {code}
                {status} <{user}>: {words}
                (in reply to {command} command)

            --{id}.1795431003/mx.example.com
            Content-Description: Delivery report
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.com
            X-Postfix-Queue-ID: {id}
            X-Postfix-Sender: rfc822; us@example.com
            Arrival-Date: Mon, 23 Nov 2026 10:50:01 +0000 (UTC)

            Final-Recipient: rfc822; {user}
            Original-Recipient: rfc822;{user}
            Action: failed
            Status: {status}
            Remote-MTA: dns; {host}
            Diagnostic-Code: smtp; {code} {status} <{user}>: {words}

            --{id}.1795431003/mx.example.com
            Content-Description: Undelivered Message
            Content-Type: message/rfc822
            Content-Transfer-Encoding: 8bit

            Return-Path: <us@example.com>
            Received: from app.example.com (app.example.com [192.0.2.10])
            	by mx.example.com (Postfix) with ESMTP id {id}
            	for <{user}>; Mon, 23 Nov 2026 10:50:01 +0000 (UTC)
            From: Sales <us@example.com>
            To: {user}
            Subject: Invoice {number}
            Date: Mon, 23 Nov 2026 10:50:00 +0000
            Message-ID: <invoice-{number}.1795431003@example.com>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="=_{number}"

            --=_{number}
            Content-Type: text/plain; charset=utf-8

            Please find the invoice attached.

            --=_{number}
            Content-Type: application/pdf; name="invoice-{number}.pdf"
            Content-Transfer-Encoding: base64

            {Attachment(number)}
            --=_{number}--

            --{id}.1795431003/mx.example.com--

            """;
    }

    // As many lines as bring the average to 5.8 kB, some more, some fewer.
    private static string Attachment(int number)
    {
        var lines = new StringBuilder();
        for (var line = 10 + (number % 41); line > 0; line--)
        {
            lines.Append('J', 60).Append((char)('A' + (number % 26))).Append("VBERi0xLjc\n");
        }

        return lines.ToString();
    }
}
