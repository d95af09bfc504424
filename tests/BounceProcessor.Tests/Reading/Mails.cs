using System.Text;
using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

/// <summary>Short mails for the tests of reading.</summary>
internal static class Mails
{
    public const string Sender = "From: Mail Delivery System <MAILER-DAEMON@mx.example.com>\nTo: firmanimi@event.data.directo.ee\nSubject: Undelivered Mail Returned to Sender\n";

    public static MailReading Read(string mail) => MailReader.Read(Encoding.UTF8.GetBytes(mail), TestContext.Current.CancellationToken);

    /// <summary>A report with this status part.</summary>
    public static string Report(string status, string partHeaders = "Content-Type: message/delivery-status\n", string text = "Your mail was not delivered.\n") =>
        Sender + "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n"
        + "--b\nContent-Type: text/plain\n\n" + text + "\n--b\n" + partHeaders + "\n" + status
        + "\n--b\nContent-Type: message/rfc822\n\nFrom: mari@firmanimi.example\nReply-To: mari@firmanimi.example\nTo: ana@example.org\nSubject: =?utf-8?Q?Arve_=C3=B5?=\n"
        + "Date: Mon, 23 Nov 2026 10:00:00 +0200\nMessage-ID: <arve-1@event.data.directo.ee>\n\nTere\n--b--\n";

    /// <summary>A notice without a status part.</summary>
    public static string Notice(string text) => Sender + "\n" + text;
}
