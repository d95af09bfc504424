using System.Data.Common;

using BounceProcessor.Events;

using Dapper;

namespace BounceProcessor.Feeds;

/// <summary>The events of one company, for its programs. Alerts are the operator's and not among them.</summary>
internal sealed class EventFeed(DbDataSource database)
{
    private static readonly string FindOne = SqlText.Load("Feeds/Sql/FindFeedEvent.sql");
    private static readonly string ListAfter = SqlText.Load("Feeds/Sql/ListEventsAfter.sql");
    private static readonly string ListOfMail = SqlText.Load("Feeds/Sql/ListEventsOfMail.sql");
    private static readonly string ListChanges = SqlText.Load("Feeds/Sql/ListChanges.sql");

    /// <summary>One event.</summary>
    /// <returns><see langword="null"/> when the company has none with that code.</returns>
    public async Task<EventView?> FindAsync(string company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<EventRecord>(Command(FindOne, new { Company = company, Id = id }, cancellationToken));
        return row is null ? null : EventView.Of(row);
    }

    /// <summary>Events in the order they were filed.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="after">Only those behind it.</param>
    /// <param name="limit">Most rows.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<FeedPage<EventView>> ListAsync(string company, FeedCursor after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<EventRecord>(Command(
            ListAfter, new { Company = company, after.Id, after.At, Limit = limit + 1 }, cancellationToken))).AsList();
        var shown = rows.Take(limit).ToArray();
        var next = shown.Aggregate(after, (cursor, row) => new FeedCursor(
            Math.Max(cursor.Id, row.Id), row.FiledAt > cursor.At ? row.FiledAt : cursor.At));
        return new FeedPage<EventView>([.. shown.Select(EventView.Of)], next.ToString(), rows.Count > limit);
    }

    /// <summary>What came home about one mail, in the order it was filed.</summary>
    public async Task<IReadOnlyList<EventView>> OfMailAsync(string company, long mailId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<EventRecord>(Command(ListOfMail, new { Company = company, MailId = mailId }, cancellationToken));
        return [.. rows.Select(EventView.Of)];
    }

    /// <summary>Some changes of an event, oldest first.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">The event.</param>
    /// <param name="first">Number of the first row of the history.</param>
    /// <param name="last">Number of the last row.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<ChangeView>> ChangesAsync(string company, long id, long first, long last, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<ChangeRow>(Command(
            ListChanges, new { Company = company, Id = id, First = first, Last = last }, cancellationToken));
        return [.. rows.Select(row => new ChangeView(row.ChangedAt, row.ChangedBy, row.Field, row.ValueBefore, row.ValueAfter))];
    }

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);

    private sealed class ChangeRow
    {
        public DateTimeOffset ChangedAt { get; init; }

        public string ChangedBy { get; init; } = "";

        public string Field { get; init; } = "";

        public string? ValueBefore { get; init; }

        public string? ValueAfter { get; init; }
    }
}
