using System.Data.Common;

using Dapper;

namespace BounceProcessor.Events;

/// <summary>Files mails within one transaction of the caller.</summary>
internal sealed class EventFiling(DbTransaction transaction, EventOptions options, DateTimeOffset now) : IDisposable
{
    private static readonly string FindLastIds = SqlText.Load("Events/Sql/FindLastIds.sql");

    private readonly DbConnection _connection = transaction.Connection
        ?? throw new ArgumentException("The transaction is over.", nameof(transaction));

    private readonly MailInsert _mails = new(transaction, now);
    private readonly EventInsert _events = new(transaction);
    private readonly StoryFiling _stories = new(transaction, now);

    /// <summary>Files mails in their order; one that was filed before, in this batch or ever, writes nothing.</summary>
    public async Task<IReadOnlyList<FiledMail>> FileAsync(IReadOnlyList<NewMail> mails, CancellationToken cancellationToken)
    {
        // Nobody else writes while this transaction is open.
        var last = await _connection.QuerySingleAsync<LastIds>(
            new CommandDefinition(FindLastIds, null, transaction, cancellationToken: cancellationToken));
        var filed = new List<FiledMail>(mails.Count);
        foreach (var mail in mails)
        {
            var known = await _mails.AddAsync(last.MailId + 1, mail, cancellationToken);
            filed.Add(known is { } before ? new FiledMail(before, true, [], []) : await FileEventsAsync(mail, last, cancellationToken));
        }

        return filed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mails.Dispose();
        _events.Dispose();
        _stories.Dispose();
    }

    private async ValueTask<FiledMail> FileEventsAsync(NewMail mail, LastIds last, CancellationToken cancellationToken)
    {
        last.MailId++;
        var drafts = EventDraft.From(mail, options);
        List<EventRecord> added = new(drafts.Count);
        List<EventRecord> updated = [];
        foreach (var draft in drafts)
        {
            var news = draft with { Record = draft.Record with { Id = last.EventId + 1, MailId = last.MailId, FiledAt = now, ChangedAt = now } };
            if (await _stories.ContinueAsync(news, cancellationToken) is { } story)
            {
                updated.Add(story);
                continue;
            }

            await _events.AddAsync(news, cancellationToken);
            last.EventId++;
            added.Add(news.Record);
        }

        return new FiledMail(last.MailId, false, added, updated);
    }

    private sealed class LastIds
    {
        public long MailId { get; set; }

        public long EventId { get; set; }
    }
}
