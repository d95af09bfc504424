using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.Events;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Composes a request under a number, and gives it what else is stored with it.</summary>
/// <param name="composer">Makes the mail.</param>
/// <param name="senders">Makes envelope senders and tokens.</param>
/// <param name="options">How long it is tried.</param>
/// <param name="time">The Date.</param>
internal sealed class MailNumbering(MailComposer composer, EnvelopeSenders senders, IOptions<OutboxOptions> options, TimeProvider time)
{
    /// <summary>To be called before the transaction in which mails are numbered.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => composer.PrepareAsync(cancellationToken);

    /// <summary>Composes a request; takes the time it takes, so best outside of a transaction.</summary>
    public ComposedDraft Compose(MailDraft draft, long mailId)
    {
        if (draft is not { Company: { } company, Settings: { } settings } || draft.Faults.Count > 0)
        {
            return new ComposedDraft(mailId, draft.Faults, null, [], DateTimeOffset.MinValue);
        }

        // As it will be read back.
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var mail = composer.Compose(draft.Request, company, settings, mailId, now);
        return mail.IsComposed
            ? new ComposedDraft(mailId, [], mail, MailContent.Compress(mail.Content.Span), now)
            : new ComposedDraft(mailId, mail.Faults, null, [], now);
    }

    /// <summary>Gives a composed request its numbers and tokens.</summary>
    public AcceptedMail Number(MailDraft draft, ComposedDraft composed, LastIds last)
    {
        if (draft is not { Company: { } company, Settings: { } settings } || composed.Mail is not { } mail)
        {
            throw new ArgumentException("A request with faults has nothing to number.", nameof(draft));
        }

        var transmissions = new List<Transmission>();
        var recipients = new List<SentRecipient>();
        foreach (var group in mail.Groups)
        {
            var sent = group.Recipients.Where(recipient => !draft.Suppressed.Contains(KeyOf(recipient))).ToArray();
            var transmission = sent.Length == 0 ? null : Transmission(draft.Request, company, settings, composed, last.Transmission + transmissions.Count + 1);
            if (transmission is not null)
            {
                transmissions.Add(transmission);
            }

            foreach (var recipient in group.Recipients)
            {
                var isSent = !draft.Suppressed.Contains(KeyOf(recipient));
                recipients.Add(Recipient(recipient, company, composed, isSent ? transmission?.Id : null, last.Recipient + recipients.Count + 1));
            }
        }

        return new AcceptedMail(Mail(draft, mail, settings, composed), draft.RequestHash, composed.Compressed, transmissions, recipients);
    }

    private static SentMail Mail(MailDraft draft, ComposedMail mail, EffectiveSettings settings, ComposedDraft composed) => new()
    {
        Id = composed.MailId,
        Company = draft.Request.Company,
        UserCode = settings.User,
        MessageId = mail.MessageId,
        Mode = settings.Mode.Value.ToCode(),
        FromAddress = mail.FromAddress,
        ReplyTo = mail.ReplyTo,
        Subject = draft.Request.Subject,
        Customer = draft.Request.Customer,
        Document = draft.Request.Document,
        BatchId = draft.Request.BatchId,
        ResentEventId = draft.Request.ResentEventId,
        IdempotencyKey = draft.Request.IdempotencyKey,
        SizeBytes = mail.Content.Length,
        AcceptedAt = composed.At,
    };

    private Transmission Transmission(MailRequest request, Company company, EffectiveSettings settings, ComposedDraft composed, long id)
    {
        var sender = senders.For(company, settings, id);
        return new Transmission
        {
            Id = id,
            Company = company.Code,
            MailId = composed.MailId,
            UserCode = settings.User,
            EnvelopeSender = sender.Address,
            Token = sender.Token,
            Server = settings.ServerKey,
            State = TransmissionState.Waiting.ToCode(),
            Priority = request.BatchId is null ? OutboxQueue.SingleMail : OutboxQueue.MassMail,
            Attempts = 0,
            NextAt = composed.At,
            ExpiresAt = composed.At + options.Value.GiveUpAfter,
            ChangedAt = composed.At,
        };
    }

    private static SentRecipient Recipient(MailRecipient recipient, Company company, ComposedDraft composed, long? transmissionId, long id) => new()
    {
        Id = id,
        Company = company.Code,
        MailId = composed.MailId,
        TransmissionId = transmissionId,
        Kind = recipient.Kind.ToCode(),
        Address = recipient.Address,
        AddressKey = KeyOf(recipient),
        State = (transmissionId is null ? RecipientState.Suppressed : RecipientState.Waiting).ToCode(),
        ChangedAt = composed.At,
    };

    private static string KeyOf(MailRecipient recipient) => AddressKey.Of(recipient.Address) ?? recipient.Address.ToLowerInvariant();
}
