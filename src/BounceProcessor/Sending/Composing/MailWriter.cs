using System.Text;

using BounceProcessor.Sending.Records;

using MimeKit;

namespace BounceProcessor.Sending.Composing;

/// <summary>Writes a mail: RFC 5322 headers and a MIME body in 7 bits, so that it goes through every server as it is.</summary>
internal static class MailWriter
{
    private const int LongestLine = 78;

    /// <summary>Writes it with CRLF.</summary>
    /// <param name="plan">Who it is from and to, and its attachments.</param>
    /// <param name="request">Subject and text.</param>
    /// <param name="messageId">Without angle brackets.</param>
    /// <param name="date">The Date.</param>
    /// <param name="isInternational">Headers are in UTF-8 (RFC 6532), because an address cannot be written in ASCII.</param>
    public static byte[] Write(MailPlan plan, MailRequest request, string messageId, DateTimeOffset date, bool isInternational)
    {
        using var mail = new MimeMessage();
        mail.From.Add(Mailbox(plan.Name, plan.From));
        if (plan.Sender is not null)
        {
            mail.Sender = Mailbox(plan.Name, plan.Sender);
        }

        if (plan.ReplyTo is not null)
        {
            mail.ReplyTo.Add(Mailbox(plan.Name, plan.ReplyTo));
        }

        AddRecipients(mail, plan);
        SetSubject(mail, request.Subject.Trim());
        mail.Date = date;
        mail.MessageId = messageId;
        if (request.IsAutomatic)
        {
            mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        }

        if (request.Unsubscribe is { } text && UnsubscribeAddress.Read(text) is { } unsubscribe)
        {
            AddUnsubscribe(mail, unsubscribe);
        }

        mail.Body = Body(plan, request);
        mail.Prepare(EncodingConstraint.SevenBit, LongestLine);
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = true;
        format.International = isInternational;
        using var bytes = new MemoryStream();
        mail.WriteTo(format, bytes, CancellationToken.None);
        return bytes.ToArray();
    }

    // RFC 2369, section 3.2; RFC 8058, section 3.1.
    private static void AddUnsubscribe(MimeMessage mail, UnsubscribeAddress unsubscribe)
    {
        mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{unsubscribe.Uri}>");
        if (unsubscribe.IsOneClick)
        {
            mail.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }
    }

    private static MailboxAddress Mailbox(string? name, EnvelopeAddress address) => new(Encoding.UTF8, name?.Trim(), address.ToString());

    private static void SetSubject(MimeMessage mail, string subject)
    {
        mail.Subject = "";
        if (EncodedWords.Needs(subject))
        {
            mail.Headers.First(header => header.Id == HeaderId.Subject).SetRawValue(EncodedWords.HeaderValue("Subject", subject));
        }
        else
        {
            mail.Subject = subject;
        }
    }

    private static void AddRecipients(MimeMessage mail, MailPlan plan)
    {
        foreach (var (recipient, address) in plan.Recipients)
        {
            switch (recipient.Kind)
            {
                case RecipientKind.To:
                    mail.To.Add(Mailbox(recipient.Name, address));
                    break;
                case RecipientKind.Cc:
                    mail.Cc.Add(Mailbox(recipient.Name, address));
                    break;
                default:
                    break; // Bcc is in no header
            }
        }

        if (mail.To.Count == 0 && mail.Cc.Count == 0)
        {
            mail.To.Add(new GroupAddress("undisclosed-recipients"));
        }
    }

    private static MimeEntity Body(MailPlan plan, MailRequest request)
    {
        var text = Text(plan, request);
        var files = plan.Attachments.Where(one => one.Attachment.ContentId is null).ToArray();
        if (files.Length == 0)
        {
            return text;
        }

        var mixed = new Multipart("mixed") { text };
        foreach (var (attachment, type) in files)
        {
            mixed.Add(Part(attachment, type, ContentDisposition.Attachment));
        }

        return mixed;
    }

    private static MimeEntity Text(MailPlan plan, MailRequest request)
    {
        if (string.IsNullOrEmpty(request.Html))
        {
            return Part("plain", request.Text ?? "");
        }

        MimeEntity html = Part("html", request.Html);
        var images = plan.Attachments.Where(one => one.Attachment.ContentId is not null).ToArray();
        if (images.Length > 0)
        {
            var related = new Multipart("related") { html };
            related.ContentType.Parameters.Add("type", "text/html"); // RFC 2387, section 3.1
            foreach (var (attachment, type) in images)
            {
                var image = Part(attachment, type, ContentDisposition.Inline);
                image.ContentId = attachment.ContentId;
                related.Add(image);
            }

            html = related;
        }

        return string.IsNullOrEmpty(request.Text) ? html : new MultipartAlternative(Part("plain", request.Text), html);
    }

    private static TextPart Part(string subtype, string text)
    {
        var part = new TextPart(subtype);

        // RFC 2046, section 4.1.1: also in base64 a line ends with CRLF.
        part.SetText(Encoding.UTF8, text.ReplaceLineEndings("\r\n"));
        return part;
    }

    private static MimePart Part(MailAttachment attachment, ContentType type, string disposition) => new(type)
    {
        Content = new MimeContent(StoredBytes.Stream(attachment.Content)),
        ContentDisposition = new ContentDisposition(disposition),
        ContentTransferEncoding = ContentEncoding.Base64,
        FileName = attachment.Name,
    };
}
