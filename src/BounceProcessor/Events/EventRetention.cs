using System.Data.Common;

using Dapper;

namespace BounceProcessor.Events;

/// <summary>Finds and removes old events and raw mails. The rows that say which mails were filed stay, so that none is filed again.</summary>
internal sealed class EventRetention(DbDataSource database)
{
    private static readonly string ListCompanies = SqlText.Load("Events/Sql/ListEventCompanies.sql");
    private static readonly string CountEvents = SqlText.Load("Events/Sql/CountOldEvents.sql");
    private static readonly string DeleteEvents = SqlText.Load("Events/Sql/DeleteEvents.sql");
    private static readonly string ListContents = SqlText.Load("Events/Sql/ListOldContents.sql");
    private static readonly string DeleteContents = SqlText.Load("Events/Sql/DeleteContents.sql");

    /// <summary>The companies that have events; empty is that of unresolved ones.</summary>
    public async Task<IReadOnlyList<string>> CompaniesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<string>(new CommandDefinition(ListCompanies, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>How many events of a company started before.</summary>
    public async Task<long> CountEventsAsync(string company, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(CountEvents, new { Company = company, Before = before }, cancellationToken: cancellationToken));
    }

    /// <summary>Removes events of a company that started before, with their history.</summary>
    /// <returns>How many; fewer than the limit when nothing is left.</returns>
    public static Task<int> RemoveEventsAsync(
        string company, DateTimeOffset before, int limit, DbTransaction transaction, CancellationToken cancellationToken) =>
        ConnectionOf(transaction).ExecuteAsync(new CommandDefinition(
            DeleteEvents, new { Company = company, Before = before, Limit = limit }, transaction, cancellationToken: cancellationToken));

    /// <summary>Bytes of mails that nobody filed since, oldest first.</summary>
    /// <param name="before">Filed before this time.</param>
    /// <param name="after">The last one of the page before; <see langword="null"/> for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<OldContent>> ListRawMailsAsync(
        DateTimeOffset before, OldContent? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<ContentRow>(new CommandDefinition(
            ListContents,
            new { Before = before, AfterFiledAt = after?.LastFiledAt ?? DateTimeOffset.UnixEpoch, AfterId = after?.Id ?? 0, Limit = limit },
            cancellationToken: cancellationToken));
        return [.. rows.GroupBy(row => row.Id).Select(content => new OldContent(
            content.Key,
            content.First().LastFiledAt,
            [.. content.Where(row => row.FiledAt is not null).Select(row => (row.Company ?? "", row.FiledAt ?? default))]))];
    }

    /// <summary>Removes the bytes of mails, but not of those that somebody filed meanwhile.</summary>
    /// <returns>Which were removed.</returns>
    public static async Task<IReadOnlyList<long>> RemoveRawMailsAsync(
        IReadOnlyCollection<long> ids, DateTimeOffset before, DbTransaction transaction, CancellationToken cancellationToken) =>
        (await ConnectionOf(transaction).QueryAsync<long>(new CommandDefinition(
            DeleteContents, new { Ids = ids, Before = before }, transaction, cancellationToken: cancellationToken))).AsList();

    private static DbConnection ConnectionOf(DbTransaction transaction) =>
        transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));

    private sealed class ContentRow
    {
        public long Id { get; init; }

        public DateTimeOffset LastFiledAt { get; init; }

        public string? Company { get; init; }

        public DateTimeOffset? FiledAt { get; init; }
    }
}
