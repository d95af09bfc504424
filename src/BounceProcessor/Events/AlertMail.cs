using System.Globalization;
using System.Text;

using MimeKit;
using MimeKit.Text;

namespace BounceProcessor.Events;

/// <summary>The mail an alert event hangs on: a text of our own, so that raw view, retention and lists treat it as any other.</summary>
internal static class AlertMail
{
    /// <summary>Writes it.</summary>
    public static byte[] Write(NewAlert alert)
    {
        using var mail = new MimeMessage();
        mail.From.Add(new MailboxAddress("BounceProcessor", "alerts@bounceprocessor.invalid"));
        mail.Subject = alert.Title;
        mail.Date = alert.At;
        mail.MessageId = string.Create(CultureInfo.InvariantCulture, $"{alert.Condition}.{Guid.NewGuid():N}@bounceprocessor.invalid");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Body = new TextPart(TextFormat.Plain) { ContentTransferEncoding = ContentEncoding.EightBit };
        ((TextPart)mail.Body).SetText(Encoding.UTF8, alert.Text + "\n");
        using var bytes = new MemoryStream();
        mail.WriteTo(FormatOptions.Default, bytes, CancellationToken.None);
        return bytes.ToArray();
    }
}
