using System.Data.Common;

using Dapper;

namespace BounceProcessor.Webhooks;

/// <summary>
/// Finds what is new since the last look and writes a message for each endpoint that wants it, in one transaction with the place it came to: whatever
/// happens, no piece of news gets lost or gets two messages. It relies on numbers becoming visible in their order, which holds where one transaction
/// writes at a time, as in SQLite.
/// </summary>
internal sealed class WebhookNews(DbDataSource database, TimeProvider time)
{
    private const int MostAtOnce = 500;

    private static readonly string CountActive = SqlText.Load("Webhooks/Sql/CountActiveEndpoints.sql");
    private static readonly string FindCursors = SqlText.Load("Webhooks/Sql/FindCursors.sql");
    private static readonly string MoveCursor = SqlText.Load("Webhooks/Sql/MoveCursor.sql");

    private static readonly Source[] Sources =
    [
        new("events", SqlText.Load("Webhooks/Sql/FindEventsTo.sql"), [SqlText.Load("Webhooks/Sql/InsertFiledMessages.sql"), SqlText.Load("Webhooks/Sql/InsertRefusedMessages.sql")]),
        new("history", SqlText.Load("Webhooks/Sql/FindHistoryTo.sql"), [SqlText.Load("Webhooks/Sql/InsertChangedMessages.sql")]),
        new("corrections", SqlText.Load("Webhooks/Sql/FindCorrectionsTo.sql"), [SqlText.Load("Webhooks/Sql/InsertCorrectedMessages.sql")]),
        new("marks", SqlText.Load("Webhooks/Sql/FindMarksTo.sql"), [SqlText.Load("Webhooks/Sql/InsertMarkedMessages.sql")]),
    ];

    /// <summary>Looks until nothing is new.</summary>
    /// <returns>How many messages were written.</returns>
    public async Task<int> FollowAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var written = 0;
        while (await IsAnythingNewAsync(connection, cancellationToken))
        {
            // With nobody to tell, the place is moved to the end at once.
            var limit = await connection.ExecuteScalarAsync<long>(new CommandDefinition(CountActive, cancellationToken: cancellationToken)) == 0 ? long.MaxValue : MostAtOnce;
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            foreach (var source in Sources)
            {
                written += await FollowAsync(source, limit, transaction, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        return written;
    }

    private async Task<int> FollowAsync(Source source, long limit, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        var to = await connection.ExecuteScalarAsync<long?>(Command(source.FindTo, new { source.Name, Limit = limit }));
        if (to is null)
        {
            return 0;
        }

        var written = 0;
        foreach (var insert in source.Inserts)
        {
            written += await connection.ExecuteAsync(Command(insert, new { source.Name, To = to, Now = time.GetUtcNow() }));
        }

        await connection.ExecuteAsync(Command(MoveCursor, new { source.Name, To = to }));
        return written;

        CommandDefinition Command(string sql, object parameters) => new(sql, parameters, transaction, cancellationToken: cancellationToken);
    }

    // Without a transaction, so that a look that finds nothing waits for nobody.
    private static async Task<bool> IsAnythingNewAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<bool>(new CommandDefinition(FindCursors, cancellationToken: cancellationToken));

    private sealed record Source(string Name, string FindTo, string[] Inserts);
}
