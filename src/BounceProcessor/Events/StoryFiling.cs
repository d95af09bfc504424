using System.Data.Common;

using BounceProcessor.Database;
using BounceProcessor.Diagnosis;

using Dapper;

namespace BounceProcessor.Events;

/// <summary>Goes on with stories within one transaction: a delay notice, then a failure or a success for the same mail and recipient, stay one event.</summary>
internal sealed class StoryFiling(DbTransaction transaction, DateTimeOffset now) : IDisposable
{
    private static readonly string FindEarlierReport = SqlText.Load("Events/Sql/FindEarlierReport.sql");
    private static readonly string FindStory = SqlText.Load("Events/Sql/FindStory.sql");
    private static readonly string FindStoryOfRecipient = SqlText.Load("Events/Sql/FindStoryOfRecipient.sql");
    private static readonly string UpdateStory = SqlText.Load("Events/Sql/UpdateStory.sql");
    private static readonly string InsertHistory = SqlText.Load("Events/Sql/InsertHistory.sql");

    private static readonly string Suspicious = MatchTrust.Suspicious.ToCode();

    private readonly DbConnection _connection = transaction.Connection
        ?? throw new ArgumentException("The transaction is over.", nameof(transaction));

    // Nearly always there is none, so this one is asked for every event and the others for few.
    private readonly PreparedStatement<EventDraft> _earlier = new(transaction, FindEarlierReport,
    [
        ("@OriginalMessageId", draft => draft.Record.OriginalMessageId),
        ("@RecipientKey", draft => draft.RecipientKey),
        ("@Company", draft => draft.Record.Company),
        ("@Kind", draft => draft.Record.Kind),
    ]);

    /// <summary>Goes on with the story this news belongs to.</summary>
    /// <returns>The event as it is now; <see langword="null"/> when there is none and the news are an event of their own.</returns>
    public async Task<EventRecord?> ContinueAsync(EventDraft draft, CancellationToken cancellationToken)
    {
        var news = draft.Record;
        if (!MailStory.CanContinue(news.Kind) || await FindAsync(draft, cancellationToken) is not { } before || !MailStory.Belongs(before, news))
        {
            return null;
        }

        var after = MailStory.Continue(before, news);
        var parameters = new DynamicParameters(after);
        parameters.Add("SearchText", EventDraft.SearchText(after));
        await _connection.ExecuteAsync(Command(UpdateStory, parameters, cancellationToken));
        var history = MailStory.Changes(before, after, news).Select(change =>
            new { EventId = after.Id, after.Company, At = now, By = after.ChangedBy, change.Field, change.Before, change.After });
        await _connection.ExecuteAsync(Command(InsertHistory, history, cancellationToken));
        return after;
    }

    /// <inheritdoc/>
    public void Dispose() => _earlier.Dispose();

    // By the sent mail's recipient where that is sure, however the reports name mail and address; else by what the reports name.
    private async Task<EventRecord?> FindAsync(EventDraft draft, CancellationToken cancellationToken)
    {
        var news = draft.Record;
        if (news.SentRecipientId is not null)
        {
            return await _connection.QuerySingleOrDefaultAsync<EventRecord>(
                Command(FindStoryOfRecipient, new { news.Company, news.SentRecipientId }, cancellationToken));
        }

        return draft.RecipientKey.Length == 0 || news.OriginalMessageId is null || news.Trust == Suspicious
            || await _earlier.IdAsync(draft, cancellationToken) is null
            ? null
            : await _connection.QuerySingleOrDefaultAsync<EventRecord>(
                Command(FindStory, new { news.Company, news.OriginalMessageId, draft.RecipientKey }, cancellationToken));
    }

    private CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, transaction, cancellationToken: cancellationToken);
}
