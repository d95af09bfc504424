using System.Globalization;

namespace BounceProcessor.Tests.Servers;

/// <summary>Bounces in the form that Postfix gives them, each for addresses of its own.</summary>
internal static class PostfixBounce
{
    public static string Recipient(int number) => string.Create(CultureInfo.InvariantCulture, $"customer{number}@example.net");

    public static string MessageId(int number) => $"{QueueId(number)}@mx.event.example.test";

    public static string Text(int number)
    {
        var recipient = Recipient(number);
        var queueId = QueueId(number);
        return $"""
            Return-Path: <>
            Received: by mx.event.example.test (Postfix)
                id {queueId}; Thu, 12 Nov 2026 08:15:30 +0000 (UTC)
            Date: Thu, 12 Nov 2026 08:15:30 +0000 (UTC)
            From: MAILER-DAEMON@mx.event.example.test (Mail Delivery System)
            Subject: Undelivered Mail Returned to Sender
            To: firmanimi@event.example.test
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
                boundary="{queueId}.1/mx.event.example.test"
            Message-Id: <{MessageId(number)}>

            This is a MIME-encapsulated message.

            --{queueId}.1/mx.event.example.test
            Content-Description: Notification
            Content-Type: text/plain; charset=us-ascii

            This is the mail system at host mx.event.example.test.

            I'm sorry to have to inform you that your message could not
            be delivered to one or more recipients. It's attached below.

                               The mail system

            <{recipient}>: host mx.example.net[192.0.2.25] said: 550 5.1.1
                <{recipient}>: Recipient address rejected: User unknown (in reply
                to RCPT TO command)

            --{queueId}.1/mx.event.example.test
            Content-Description: Delivery report
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.event.example.test
            X-Postfix-Queue-ID: {queueId}
            Arrival-Date: Thu, 12 Nov 2026 08:15:29 +0000 (UTC)

            Final-Recipient: rfc822; {recipient}
            Original-Recipient: rfc822;{recipient}
            Action: failed
            Status: 5.1.1
            Remote-MTA: dns; mx.example.net
            Diagnostic-Code: smtp; 550 5.1.1 <{recipient}>: Recipient address rejected: User unknown

            --{queueId}.1/mx.event.example.test
            Content-Description: Undelivered Message
            Content-Type: message/rfc822

            From: sales@example.org
            To: {recipient}
            Subject: Invoice {number}
            Message-ID: <invoice-{number}@example.org>

            Please find the invoice attached.

            --{queueId}.1/mx.event.example.test--

            """;
    }

    private static string QueueId(int number) => string.Create(CultureInfo.InvariantCulture, $"4ABC{number:X6}z9");
}
