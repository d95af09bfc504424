using System.Data.Common;

using BounceProcessor.Events;

using Dapper;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Alerts;

/// <summary>The canaries and what became of them.</summary>
internal sealed class CanaryStore(DbDataSource database, TimeProvider time, IOptions<EventOptions> options)
{
    private static readonly string Insert = SqlText.Load("Alerts/Sql/InsertCanary.sql");
    private static readonly string FindLast = SqlText.Load("Alerts/Sql/FindLastCanary.sql");
    private static readonly string ListAbroad = SqlText.Load("Alerts/Sql/ListAbroad.sql");
    private static readonly string UpdateOutcome = SqlText.Load("Alerts/Sql/UpdateCanary.sql");
    private static readonly string UpdateHome = SqlText.Load("Alerts/Sql/UpdateCanaryHome.sql");
    private static readonly string UpdateLooked = SqlText.Load("Alerts/Sql/UpdateCanaryLooked.sql");
    private static readonly string FindByMessageId = SqlText.Load("Alerts/Sql/FindCanaryEvent.sql");
    private static readonly string ListCandidates = SqlText.Load("Alerts/Sql/ListCanaryCandidates.sql");
    private static readonly string ListOpenEvents = SqlText.Load("Alerts/Sql/ListOpenCanaryEvents.sql");
    private static readonly string HasLater = SqlText.Load("Alerts/Sql/HasLaterHome.sql");
    private static readonly string DeleteOld = SqlText.Load("Alerts/Sql/DeleteCanaries.sql");

    /// <summary>Notes a canary before it is sent, so that its bounce is known whatever happens.</summary>
    /// <returns>With its number; <see langword="null"/> when another process sends it.</returns>
    public async Task<Canary?> AddAsync(Canary canary, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(Command(Insert, canary, cancellationToken)) is { } id ? canary with { Id = id } : null;
    }

    /// <summary>The latest canary of a mailbox.</summary>
    public async Task<Canary?> LastAsync(string mailbox, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Canary>(Command(FindLast, new { Mailbox = mailbox }, cancellationToken));
    }

    /// <summary>Canaries that were sent since and are not home, oldest first.</summary>
    public async Task<IReadOnlyList<Canary>> AbroadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Canary>(Command(ListAbroad, new { Since = since }, cancellationToken))).AsList();
    }

    /// <summary>Notes an outcome other than home.</summary>
    public async Task SetAsync(Canary canary, string outcome, string? answer, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(UpdateOutcome, new { canary.Id, Outcome = outcome, Answer = answer }, cancellationToken));
    }

    /// <summary>The event a canary's Message-ID leads to.</summary>
    public async Task<CanaryEvent?> FindAsync(Canary canary, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<CanaryEvent>(Command(FindByMessageId, canary, cancellationToken));
    }

    /// <summary>Events that may be a canary's although they do not tell its Message-ID; not seen before.</summary>
    public async Task<IReadOnlyList<CanaryEvent>> CandidatesAsync(Canary canary, long upTo, int limit, CancellationToken cancellationToken)
    {
        var parameters = new { canary.LookedTo, UpTo = upTo, canary.Mailbox, RecipientKey = canary.Recipient.ToLowerInvariant(), Limit = limit };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<CanaryEvent>(Command(ListCandidates, parameters, cancellationToken))).AsList();
    }

    /// <summary>Whether a later canary of the same mailbox is home.</summary>
    public async Task<bool> HasLaterHomeAsync(Canary canary, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(Command(HasLater, new { canary.Mailbox, canary.SentAt }, cancellationToken));
    }

    /// <summary>Notes up to which event candidates were looked at.</summary>
    public async Task LookedAsync(Canary canary, long upTo, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(UpdateLooked, new { canary.Id, LookedTo = upTo }, cancellationToken));
    }

    /// <summary>A canary is home: noted, and its event closed.</summary>
    public async Task HomeAsync(Canary canary, CanaryEvent bounce, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            UpdateHome, new { canary.Id, HomeAt = bounce.FiledAt, EventId = bounce.Id }, transaction, cancellationToken: cancellationToken));
        await CloseAsync(canary, bounce.Id, bounce.FiledAt, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Closes what else came of canaries, a delay notice or a second report, that nobody has touched.</summary>
    public async Task CloseOthersAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var others = (await connection.QueryAsync<OpenCanaryEvent>(Command(ListOpenEvents, new { Since = since }, cancellationToken))).AsList();
        foreach (var other in others)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await CloseAsync(new Canary { SentAt = other.SentAt }, other.EventId, other.FiledAt, transaction, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Removes canaries sent before.</summary>
    public async Task RemoveAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(DeleteOld, new { Before = before }, cancellationToken));
    }

    private Task CloseAsync(Canary canary, long eventId, DateTimeOffset homeAt, DbTransaction transaction, CancellationToken cancellationToken) =>
        new AlertEvents(transaction, time.GetUtcNow(), cancellationToken)
            .CloseAsync(eventId, "canary", AlertText.CanaryHome(canary, homeAt).In(options.Value.Language));

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);

    private sealed class OpenCanaryEvent
    {
        public long EventId { get; init; }

        public DateTimeOffset SentAt { get; init; }

        public DateTimeOffset FiledAt { get; init; }
    }
}
