using System.Data.Common;

using Dapper;

namespace BounceProcessor.Events;

/// <summary>Removes old events and raw mails. The rows that say which mails were filed stay, so that none is filed again.</summary>
internal sealed class EventRetention(DbDataSource database)
{
    private static readonly string DeleteEvents = SqlText.Load("Events/Sql/DeleteEvents.sql");
    private static readonly string DeleteContents = SqlText.Load("Events/Sql/DeleteContents.sql");

    /// <summary>Removes events that started before, with their history.</summary>
    /// <returns>How many.</returns>
    public async Task<long> RemoveEventsAsync(DateTimeOffset before, int rowsPerTransaction, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await RepeatAsync(connection, DeleteEvents, before, rowsPerTransaction, cancellationToken);
    }

    /// <summary>Removes the bytes of mails that nobody filed since.</summary>
    /// <returns>How many.</returns>
    public async Task<long> RemoveRawMailsAsync(DateTimeOffset before, int rowsPerTransaction, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await RepeatAsync(connection, DeleteContents, before, rowsPerTransaction, cancellationToken);
    }

    /// <summary>Runs a limited deletion again and again until it finds nothing more; each time is a transaction of its own.</summary>
    internal static async Task<long> RepeatAsync(
        DbConnection connection, string sql, DateTimeOffset before, int rowsPerTransaction, CancellationToken cancellationToken)
    {
        long removed = 0;
        while (true)
        {
            var rows = await connection.ExecuteAsync(
                new CommandDefinition(sql, new { Before = before, Limit = rowsPerTransaction }, cancellationToken: cancellationToken));
            removed += rows;
            if (rows < rowsPerTransaction)
            {
                return removed;
            }
        }
    }
}
