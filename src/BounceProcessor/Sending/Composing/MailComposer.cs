using BounceProcessor.Companies;
using BounceProcessor.Senders;
using BounceProcessor.Tokens;

using MimeKit;

namespace BounceProcessor.Sending.Composing;

/// <summary>Makes the mail that goes out of what a caller asks for.</summary>
internal sealed class MailComposer(SignedTokens tokens)
{
    /// <summary>To be called before the transaction in which <see cref="Compose"/> is, because it may write; cheap.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => tokens.PrepareAsync(cancellationToken);

    /// <summary>Composes a mail.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="company">Its company.</param>
    /// <param name="settings">In force for its user.</param>
    /// <param name="mailId">Its number; the Message-ID names it.</param>
    /// <param name="now">The Date.</param>
    public ComposedMail Compose(MailRequest request, Company company, EffectiveSettings settings, long mailId, DateTimeOffset now)
    {
        var isReplyTo = settings.Mode.Value == SenderMode.DirectoReplyTo;
        var own = request.From ?? settings.Email;
        using var mail = new MimeMessage();
        mail.From.Add(new MailboxAddress(settings.Name, isReplyTo ? company.EventAddress : own));
        if (isReplyTo)
        {
            mail.ReplyTo.Add(new MailboxAddress(settings.Name, own));
        }

        foreach (var recipient in request.Recipients)
        {
            (recipient.Kind == Records.RecipientKind.To ? mail.To : recipient.Kind == Records.RecipientKind.Cc ? mail.Cc : []).Add(new MailboxAddress(recipient.Name, recipient.Address));
        }

        mail.Subject = request.Subject;
        mail.Date = now;
        mail.MessageId = tokens.Issue(TokenKind.Mail, company.Code, mailId) + company.EventAddress[company.EventAddress.LastIndexOf('@')..];
        mail.Body = new BodyBuilder { TextBody = request.Text, HtmlBody = request.Html }.ToMessageBody();
        mail.Prepare(EncodingConstraint.SevenBit);
        using var bytes = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        mail.WriteTo(format, bytes, CancellationToken.None);
        var isSingle = isReplyTo || company.OneTransactionPerRecipient;
        return new ComposedMail
        {
            Content = bytes.ToArray(),
            MessageId = mail.MessageId,
            FromAddress = isReplyTo ? company.EventAddress : own,
            ReplyTo = isReplyTo ? own : null,
            Groups = isSingle ? [.. request.Recipients.Select(one => new RecipientGroup([one], false))] : [new RecipientGroup(request.Recipients, false)],
        };
    }
}
