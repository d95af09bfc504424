using BounceProcessor.Events;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Host.Pages.Events;

/// <summary>Looks up the sent mail of an event.</summary>
internal sealed class EventSentMails(SentMailStore mails)
{
    /// <summary>The mails that were sent again because of an event.</summary>
    public Task<IReadOnlyList<ResentMail>> ResentAsync(EventRecord record, CancellationToken cancellationToken) => mails.ResentAsync(record.Company, record.Id, cancellationToken);

    /// <summary>The sent mail that an event is linked with.</summary>
    /// <returns><see langword="null"/> when there is none, or when it is not kept any more.</returns>
    public async Task<EventSentView?> FindAsync(EventRecord record, CancellationToken cancellationToken)
    {
        if (record.SentMailId is not { } id || await mails.FindAsync(record.Company, id, cancellationToken) is not { } mail)
        {
            return null;
        }

        var recipients = record.SentRecipientId is null ? [] : await mails.RecipientsAsync(record.Company, id, cancellationToken);
        var recipient = recipients.FirstOrDefault(one => one.Id == record.SentRecipientId);
        return new EventSentView
        {
            Id = mail.Id,
            Mode = mail.Mode,
            AcceptedAt = mail.AcceptedAt,
            Subject = mail.Subject,
            UserCode = mail.UserCode,
            Customer = mail.Customer,
            Document = mail.Document,
            Recipient = recipient?.Address,
            Returned = recipient?.Returned,
        };
    }
}
