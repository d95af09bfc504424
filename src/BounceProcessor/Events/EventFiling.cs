using System.Data.Common;

using Dapper;

namespace BounceProcessor.Events;

/// <summary>Files mails within one transaction of the caller.</summary>
internal sealed class EventFiling(DbTransaction transaction, EventOptions options, DateTimeOffset now, CancellationToken cancellationToken)
{
    private static readonly string FindMail = SqlText.Load("Events/Sql/FindMail.sql");
    private static readonly string InsertContent = SqlText.Load("Events/Sql/InsertContent.sql");
    private static readonly string InsertMail = SqlText.Load("Events/Sql/InsertMail.sql");
    private static readonly string InsertEvent = SqlText.Load("Events/Sql/InsertEvent.sql");
    private static readonly string FindStory = SqlText.Load("Events/Sql/FindStory.sql");
    private static readonly string UpdateStory = SqlText.Load("Events/Sql/UpdateStory.sql");
    private static readonly string InsertHistory = SqlText.Load("Events/Sql/InsertHistory.sql");

    private readonly DbConnection _connection = transaction.Connection
        ?? throw new ArgumentException("The transaction is over.", nameof(transaction));

    /// <summary>Files one mail with all its events, or nothing when it was filed before.</summary>
    public async Task<FiledMail> FileAsync(NewMail mail)
    {
        if (await IdAsync(FindMail, new { mail.Hash, mail.Company, mail.Mailbox }) is { } known)
        {
            return new FiledMail(known, true, [], []);
        }

        await ExecuteAsync(InsertContent, new { mail.Hash, mail.SizeBytes, FiledAt = now, mail.Compressed });
        var inserted = await IdAsync(
            InsertMail,
            new { mail.Company, mail.Mailbox, mail.Hash, mail.SizeBytes, mail.HeadersOnly, mail.ReceivedAt, FiledAt = now });
        if (inserted is not { } mailId)
        {
            // Another process filed the same bytes between the two statements; only where writers do not wait for each other.
            return new FiledMail(await IdAsync(FindMail, new { mail.Hash, mail.Company, mail.Mailbox }) ?? 0, true, [], []);
        }

        List<EventRecord> added = [];
        List<EventRecord> updated = [];
        foreach (var draft in EventDraft.From(mail, options))
        {
            var record = draft.Record with { MailId = mailId, FiledAt = now, ChangedAt = now };
            if (await ContinueStoryAsync(record, draft.RecipientKey) is { } story)
            {
                updated.Add(story);
            }
            else
            {
                added.Add(await AddAsync(record, draft.RecipientKey));
            }
        }

        return new FiledMail(mailId, false, added, updated);
    }

    private async Task<EventRecord> AddAsync(EventRecord record, string recipientKey)
    {
        var id = await IdAsync(InsertEvent, Parameters(record, recipientKey))
            ?? throw new InvalidOperationException($"Mail {record.MailId} has two events for \"{recipientKey}\".");
        await AddHistoryAsync(record with { Id = id }, "filed", null, record.Kind);
        return record with { Id = id };
    }

    // A delay notice, then a failure or a success for the same mail and recipient, are one story and stay one event.
    private async Task<EventRecord?> ContinueStoryAsync(EventRecord news, string recipientKey)
    {
        if (recipientKey.Length == 0 || news.OriginalMessageId is null || !MailStory.CanContinue(news.Kind))
        {
            return null;
        }

        var before = await _connection.QuerySingleOrDefaultAsync<EventRecord>(
            Command(FindStory, new { news.Company, news.OriginalMessageId, RecipientKey = recipientKey }));
        if (before is null || !MailStory.Belongs(before.Kind, news.Kind))
        {
            return null;
        }

        var after = MailStory.Continue(before, news);
        await ExecuteAsync(UpdateStory, Parameters(after, recipientKey));
        foreach (var (field, oldValue, newValue) in MailStory.Changes(before, after, news))
        {
            await AddHistoryAsync(after, field, oldValue, newValue);
        }

        return after;
    }

    private static DynamicParameters Parameters(EventRecord record, string recipientKey)
    {
        var parameters = new DynamicParameters(record);
        parameters.Add("RecipientKey", recipientKey);
        parameters.Add("SearchText", EventDraft.SearchText(record));
        return parameters;
    }

    private Task<int> AddHistoryAsync(EventRecord record, string field, string? before, string? after) => ExecuteAsync(
        InsertHistory,
        new { EventId = record.Id, record.Company, At = now, By = record.ChangedBy, Field = field, Before = before, After = after });

    private Task<long?> IdAsync(string sql, object parameters) => _connection.ExecuteScalarAsync<long?>(Command(sql, parameters));

    private Task<int> ExecuteAsync(string sql, object parameters) => _connection.ExecuteAsync(Command(sql, parameters));

    private CommandDefinition Command(string sql, object parameters) =>
        new(sql, parameters, transaction, cancellationToken: cancellationToken);
}
