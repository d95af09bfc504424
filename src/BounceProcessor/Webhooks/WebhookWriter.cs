using BounceProcessor.Feeds;
using BounceProcessor.Marks;

namespace BounceProcessor.Webhooks;

/// <summary>Reads what a message tells of, and writes it.</summary>
internal sealed class WebhookWriter(EventFeed events, MailFeed mails, AddressMarks marks, AddressCorrections corrections)
{
    /// <summary>The JSON of a message.</summary>
    /// <returns><see langword="null"/> when there is nothing left to tell.</returns>
    public async Task<byte[]?> WriteAsync(WebhookMessage message, CancellationToken cancellationToken) =>
        await ReadAsync(message, cancellationToken) is { } news ? WebhookBody.Write(message, news) : null;

    private async Task<WebhookNewsView?> ReadAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        switch (message.Type)
        {
            case WebhookEvents.Test:
                return new WebhookNewsView { Text = "This is a test." };
            case WebhookEvents.AddressMarked:
                return await marks.FindAsync(message.Company, message.SubjectId, cancellationToken) is { } mark ? new WebhookNewsView { Mark = MarkView.Of(mark) } : null;
            case WebhookEvents.AddressCorrected:
                return await corrections.FindAsync(message.Company, message.SubjectId, cancellationToken) is { } correction ? new WebhookNewsView { Correction = CorrectionView.Of(correction) } : null;
        }

        if (await events.FindAsync(message.Company, message.SubjectId, cancellationToken) is not { } filed)
        {
            return null;
        }

        var news = new WebhookNewsView { Event = filed };
        switch (message)
        {
            case { Type: WebhookEvents.EventChanged, FirstChange: { } first, LastChange: { } last }:
                return news with { Changes = await events.ChangesAsync(message.Company, message.SubjectId, first, last, cancellationToken) };
            case { Type: WebhookEvents.MailRefused } when await mails.RefusedAsync(message.Company, message.SubjectId, cancellationToken) is var (mailId, recipient):
                return news with { MailId = mailId, Recipient = recipient };
            default:
                return news;
        }
    }
}
