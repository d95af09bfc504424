using System.Data.Common;

using BounceProcessor.Diagnosis;

using Dapper;

namespace BounceProcessor.Webhooks;

/// <summary>The messages that wait, and the log of those that do not.</summary>
internal sealed class WebhookQueue(DbDataSource database, TimeProvider time)
{
    private const int MostListed = 500;

    private static readonly string ListDue = SqlText.Load("Webhooks/Sql/ListDueEndpoints.sql");
    private static readonly string Claim = SqlText.Load("Webhooks/Sql/ClaimMessage.sql");
    private static readonly string FindOne = SqlText.Load("Webhooks/Sql/FindMessage.sql");
    private static readonly string InsertTest = SqlText.Load("Webhooks/Sql/InsertTestMessage.sql");
    private static readonly string InsertAttempt = SqlText.Load("Webhooks/Sql/InsertAttempt.sql");
    private static readonly string UpdateMessage = SqlText.Load("Webhooks/Sql/UpdateMessage.sql");
    private static readonly string NoteSuccess = SqlText.Load("Webhooks/Sql/NoteSuccess.sql");
    private static readonly string NoteFailure = SqlText.Load("Webhooks/Sql/NoteFailure.sql");
    private static readonly string ListLog = SqlText.Load("Webhooks/Sql/ListLog.sql");
    private static readonly string ListAttempts = SqlText.Load("Webhooks/Sql/ListAttempts.sql");
    private static readonly string Redeliver = SqlText.Load("Webhooks/Sql/RedeliverMessage.sql");
    private static readonly string DeleteOld = SqlText.Load("Webhooks/Sql/DeleteOldMessages.sql");

    /// <summary>The endpoints for which a message is due.</summary>
    public async Task<IReadOnlyList<(string Company, long Id)>> ListDueAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<(string, long)>(Command(ListDue, new { Now = time.GetUtcNow(), Limit = MostListed }, cancellationToken))).AsList();
    }

    /// <summary>Takes the oldest message that is due; another process gets it only when this one has not settled it in time.</summary>
    /// <returns><see langword="null"/> when none is due.</returns>
    public async Task<WebhookMessage?> ClaimAsync(string company, long endpointId, TimeSpan hold, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<WebhookMessage>(
            Command(Claim, new { Company = company, EndpointId = endpointId, Now = now, Until = now + hold }, cancellationToken));
    }

    /// <summary>One message.</summary>
    /// <param name="company">Whose; <see langword="null"/> for whosever it is.</param>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<WebhookMessage?> FindAsync(string? company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<WebhookMessage>(Command(FindOne, new { Company = company, Id = id }, cancellationToken));
    }

    /// <summary>Adds a test message, taken already: whoever adds it delivers it.</summary>
    public async Task<WebhookMessage> AddTestAsync(WebhookEndpoint endpoint, TimeSpan hold, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<WebhookMessage>(
            Command(InsertTest, new { endpoint.Company, EndpointId = endpoint.Id, Now = now, Until = now + hold }, cancellationToken));
    }

    /// <summary>Notes a try, and what becomes of the message and of its endpoint. A failed test counts against nobody.</summary>
    /// <param name="endpoint">As it was before.</param>
    /// <param name="message">As it was taken.</param>
    /// <param name="attempt">What came of it.</param>
    /// <param name="along">What is done in the same transaction; <see langword="null"/> for nothing.</param>
    /// <param name="cancellationToken">Rolls back.</param>
    public async Task SettleAsync(
        WebhookEndpoint endpoint, WebhookMessage message, WebhookAttempt attempt, Func<DbTransaction, CancellationToken, Task>? along, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var wait = WebhookPace.AfterAttempt(message.Attempts, attempt.RetryAfter);
        var state = attempt.IsSuccess ? WebhookMessageState.Delivered : wait is null || message.Type == WebhookEvents.Test ? WebhookMessageState.Failed : WebhookMessageState.Waiting;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(InsertAttempt, new { message.Company, MessageId = message.Id, attempt.StartedAt, attempt.TookMs, attempt.Status, attempt.Error, attempt.Response });
        await ExecuteAsync(UpdateMessage, new { message.Company, message.Id, State = state.ToCode(), NextAt = now + (wait ?? TimeSpan.Zero), Now = now });
        if (attempt.IsSuccess)
        {
            await ExecuteAsync(NoteSuccess, new { message.Company, Id = message.EndpointId });
        }
        else if (message.Type != WebhookEvents.Test)
        {
            await ExecuteAsync(NoteFailure, new { message.Company, Id = message.EndpointId, Now = now, RestsUntil = now + WebhookPace.Rest(endpoint.Failures + 1) });
        }

        if (along is not null)
        {
            await along(transaction, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);

        Task<int> ExecuteAsync(string sql, object values) =>
            connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Notes that there is nothing left to tell.</summary>
    public async Task DropAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(
            UpdateMessage, new { message.Company, message.Id, State = WebhookMessageState.Gone.ToCode(), NextAt = now, Now = now }, cancellationToken));
    }

    /// <summary>The messages of an endpoint with their last try, newest first.</summary>
    /// <param name="company">Whose; <see langword="null"/> for whosever it is.</param>
    /// <param name="endpointId">Which endpoint.</param>
    /// <param name="limit">1 to 500.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<WebhookLogEntry>> ListAsync(string? company, long endpointId, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<WebhookMessage, WebhookAttempt?, WebhookLogEntry>(
            Command(ListLog, new { Company = company, EndpointId = endpointId, Limit = Math.Clamp(limit, 1, MostListed) }, cancellationToken),
            (message, attempt) => new WebhookLogEntry(message, attempt),
            splitOn: "started_at")).AsList();
    }

    /// <summary>The tries of a message, oldest first.</summary>
    public async Task<IReadOnlyList<WebhookAttempt>> AttemptsAsync(string? company, long messageId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<WebhookAttempt>(Command(ListAttempts, new { Company = company, MessageId = messageId, Limit = MostListed }, cancellationToken))).AsList();
    }

    /// <summary>Has a message delivered anew, whatever became of it, under the same id.</summary>
    /// <returns>False when there is no such message, or its endpoint was removed.</returns>
    public async Task<bool> RedeliverAsync(string? company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(Command(Redeliver, new { Company = company, Id = id, Now = time.GetUtcNow() }, cancellationToken)) > 0;
    }

    /// <summary>Forgets messages that came to their end before a time, with their tries.</summary>
    public async Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(Command(DeleteOld, new { Before = before, Limit = MostListed }, cancellationToken));
    }

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);
}
