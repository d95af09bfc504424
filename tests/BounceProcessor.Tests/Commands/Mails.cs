namespace BounceProcessor.Tests.Commands;

/// <summary>Small mails for the tests of commands.</summary>
internal static class Mails
{
    public const string Letter = "From: mari@firmanimi.example\nTo: jaan@klient.example\nSubject: Tere\n\nTere!\n";

    /// <summary>A report about one recipient.</summary>
    public static string Bounce(string recipient, string diagnostic = "smtp; 550 5.1.1 User unknown") =>
        $"""
        From: MAILER-DAEMON@mx.example.org
        To: firmanimi@event.data.directo.ee
        Subject: Undelivered Mail Returned to Sender
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: text/plain

        It could not be delivered.

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822; {recipient}
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mx.klient.example
        Diagnostic-Code: {diagnostic}

        --b
        Content-Type: message/rfc822

        From: mari@firmanimi.example
        To: {recipient}
        Subject: Arve 20417
        Date: Mon, 23 Nov 2026 08:00:00 +0200
        Message-ID: <arve-20417@firmanimi.example>

        Tere!

        --b--

        """;
}
