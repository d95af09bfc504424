using System.Data.Common;

using Dapper;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Events;

/// <summary>Events and the mails they came from.</summary>
/// <param name="database">Where they are kept.</param>
/// <param name="time">Stamps filing and changes.</param>
/// <param name="options">Deadlines and the language of contents.</param>
public sealed class EventStore(DbDataSource database, TimeProvider time, IOptions<EventOptions> options)
{
    private const int LargestPage = 500;

    private static readonly string FindEvent = SqlText.Load("Events/Sql/FindEvent.sql");
    private static readonly string ListHistory = SqlText.Load("Events/Sql/ListHistory.sql");
    private static readonly string FindContent = SqlText.Load("Events/Sql/FindContent.sql");
    private static readonly string FindMail = SqlText.Load("Events/Sql/FindMail.sql");
    private static readonly string UpdateStatus = SqlText.Load("Events/Sql/UpdateStatus.sql");
    private static readonly string InsertHistory = SqlText.Load("Events/Sql/InsertHistory.sql");

    /// <summary>One page of events, newest first.</summary>
    /// <param name="filter">What to show.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 500.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<EventPage> ListAsync(EventFilter filter, int page, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, LargestPage);
        var query = EventQuery.For(filter, (long)(page - 1) * pageSize, pageSize);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<long>(Command(query.CountSql, query.Parameters, null, cancellationToken));
        var events = await connection.QueryAsync<EventRecord>(Command(query.ListSql, query.Parameters, null, cancellationToken));
        return new EventPage(events.AsList(), total);
    }

    /// <summary>One event.</summary>
    /// <returns><see langword="null"/> when there is none with that code.</returns>
    public async Task<EventRecord?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<EventRecord>(Command(FindEvent, new { Id = id }, null, cancellationToken));
    }

    /// <summary>The changes of one event, oldest first.</summary>
    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<HistoryRow>(Command(ListHistory, new { Id = id }, null, cancellationToken));
        return [.. rows.Select(row => new HistoryEntry(row.At, row.ChangedBy, row.Field, row.Before, row.After))];
    }

    /// <summary>The raw mail an event came from.</summary>
    /// <returns><see langword="null"/> when retention has removed it.</returns>
    /// <exception cref="InvalidDataException">The stored bytes are damaged.</exception>
    public async Task<byte[]?> RawMailAsync(long mailId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ContentRow>(
            Command(FindContent, new { MailId = mailId }, null, cancellationToken));
        return row is null ? null : MailContent.Decompress(row.Compressed, row.SizeBytes);
    }

    /// <summary>Changes an event's status and notes it in the history.</summary>
    /// <param name="id">The event.</param>
    /// <param name="status">One of <see cref="EventStatus.All"/>.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="cancellationToken">Rolls the change back.</param>
    /// <returns>Whether there is such an event; one that has the status already is left as it is.</returns>
    /// <exception cref="ArgumentException">There is no such status.</exception>
    public async Task<bool> SetStatusAsync(long id, string status, string by, CancellationToken cancellationToken)
    {
        if (!EventStatus.All.Contains(status, StringComparer.Ordinal))
        {
            throw new ArgumentException($"Status \"{status}\" is none of {string.Join(", ", EventStatus.All)}.", nameof(status));
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var before = await connection.QuerySingleOrDefaultAsync<EventRecord>(
            Command(FindEvent, new { Id = id }, transaction, cancellationToken));
        if (before is null || before.Status == status)
        {
            return before is not null;
        }

        var at = time.GetUtcNow();
        await connection.ExecuteAsync(Command(UpdateStatus, new { Id = id, Status = status, At = at, By = by }, transaction, cancellationToken));
        var history = new { EventId = id, before.Company, At = at, By = by, Field = "status", Before = before.Status, After = status };
        await connection.ExecuteAsync(Command(InsertHistory, history, transaction, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Files mails with all their events. Nothing lasts until the caller commits.</summary>
    /// <param name="mails">Any number; the same mail may stand in it twice.</param>
    /// <param name="transaction">The caller's; roll it back when this throws.</param>
    /// <param name="cancellationToken">Looked at before each statement.</param>
    /// <returns>One entry a mail, in the same order.</returns>
    /// <exception cref="DbException">The database refused or could not be reached.</exception>
    internal async Task<IReadOnlyList<FiledMail>> FileAsync(
        IReadOnlyList<NewMail> mails, DbTransaction transaction, CancellationToken cancellationToken)
    {
        using var filing = new EventFiling(transaction, options.Value, time.GetUtcNow());
        return await filing.FileAsync(mails, cancellationToken);
    }

    private static CommandDefinition Command(string sql, object parameters, DbTransaction? transaction, CancellationToken cancellationToken) =>
        new(sql, parameters, transaction, cancellationToken: cancellationToken);

    private sealed class HistoryRow
    {
        public DateTimeOffset At { get; init; }

        public string ChangedBy { get; init; } = "";

        public string Field { get; init; } = "";

        public string? Before { get; init; }

        public string? After { get; init; }
    }

    private sealed class ContentRow
    {
        public long SizeBytes { get; init; }

        public byte[] Compressed { get; init; } = [];
    }
}
