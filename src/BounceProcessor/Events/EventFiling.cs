using System.Data.Common;

namespace BounceProcessor.Events;

/// <summary>Files mails within one transaction of the caller.</summary>
internal sealed class EventFiling(DbTransaction transaction, EventOptions options, DateTimeOffset now) : IDisposable
{
    private readonly MailInsert _mails = new(transaction, now);
    private readonly EventInsert _events = new(transaction);
    private readonly StoryFiling _stories = new(transaction, now);

    /// <summary>Files one mail with all its events, or nothing when it was filed before.</summary>
    public async Task<FiledMail> FileAsync(NewMail mail, CancellationToken cancellationToken)
    {
        if (await _mails.AddAsync(mail, cancellationToken) is not { } mailId)
        {
            return new FiledMail(await _mails.KnownIdAsync(mail, cancellationToken), true, [], []);
        }

        var drafts = EventDraft.From(mail, options);
        List<EventRecord> added = new(drafts.Count);
        List<EventRecord> updated = [];
        foreach (var draft in drafts)
        {
            var news = draft with { Record = draft.Record with { MailId = mailId, FiledAt = now, ChangedAt = now } };
            if (await _stories.ContinueAsync(news, cancellationToken) is { } story)
            {
                updated.Add(story);
            }
            else
            {
                added.Add(news.Record with { Id = await _events.AddAsync(news, cancellationToken) });
            }
        }

        return new FiledMail(mailId, false, added, updated);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mails.Dispose();
        _events.Dispose();
        _stories.Dispose();
    }
}
