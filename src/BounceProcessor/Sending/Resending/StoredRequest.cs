using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;

using MimeKit;
using MimeKit.Utils;

namespace BounceProcessor.Sending.Resending;

/// <summary>A stored mail as the request it was made of, so that it can be composed anew by the settings in force now.</summary>
internal static class StoredRequest
{
    /// <summary>Reads it.</summary>
    /// <param name="mail">What is known of it.</param>
    /// <param name="content">Its bytes as composed.</param>
    /// <param name="failed">The address to which it did not get.</param>
    /// <param name="address">The only addressee of the new mail.</param>
    /// <exception cref="FormatException">The stored bytes are no mail.</exception>
    public static MailRequest Read(SentMail mail, byte[] content, string failed, string address)
    {
        using var bytes = new MemoryStream(content, writable: false);
        using var message = MimeMessage.Load(bytes);
        return new MailRequest
        {
            Company = mail.Company,
            User = mail.UserCode,
            Recipients = [new MailRecipient(RecipientKind.To, address, NameOf(message, failed))],
            Subject = mail.Subject,
            Text = message.TextBody,
            Html = message.HtmlBody,
            Attachments = [.. message.BodyParts.Where(part => !IsBody(part)).Select(Attachment)],
            Customer = mail.Customer,
            Document = mail.Document,
            IsAutomatic = message.Headers["Auto-Submitted"] is { } automatic && !automatic.Trim().Equals("no", StringComparison.OrdinalIgnoreCase),
            Unsubscribe = UnsubscribeOf(message),
        };
    }

    // The person is the same, the address was wrong.
    private static string? NameOf(MimeMessage message, string failed)
    {
        var name = message.To.Mailboxes.Concat(message.Cc.Mailboxes)
            .FirstOrDefault(mailbox => mailbox.Address.Equals(failed, StringComparison.OrdinalIgnoreCase))?.Name;
        return string.IsNullOrWhiteSpace(name) || name.Contains('@', StringComparison.Ordinal) ? null : name;
    }

    // As composed: one link in angle brackets.
    private static string? UnsubscribeOf(MimeMessage message) =>
        message.Headers[HeaderId.ListUnsubscribe]?.Trim().TrimStart('<').TrimEnd('>') is { Length: > 0 } link && UnsubscribeAddress.Read(link) is { Uri: var uri } ? uri : null;

    private static bool IsBody(MimeEntity part) => part is TextPart { IsAttachment: false, FileName: null, ContentId: null } text && (text.IsPlain || text.IsHtml);

    private static MailAttachment Attachment(MimeEntity part)
    {
        using var content = new MemoryStream();
        if (part is MessagePart { Message: { } message })
        {
            message.WriteTo(content);
        }
        else
        {
            (part as MimePart)?.Content?.DecodeTo(content);
        }

        var name = part.ContentDisposition?.FileName ?? part.ContentType.Name ?? (part is MessagePart ? "mail.eml" : "file");
        return new MailAttachment(name, part.ContentType.MimeType, content.ToArray(), part.IsAttachment ? null : part.ContentId is { } id ? MimeUtils.EnumerateReferences(id).FirstOrDefault() ?? id : null);
    }
}
