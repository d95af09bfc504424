using System.Data.Common;

using Dapper;

namespace BounceProcessor.Database;

/// <summary>The room that the SQLite file takes. What is deleted leaves free pages in the file, which new rows use again; the file itself does not shrink.</summary>
internal sealed class DatabaseSpace(DbDataSource database, TimeProvider time)
{
    private const int Tries = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly string SetSecureDelete = SqlText.Load("Database/Sql/SetSecureDelete.sql");
    private static readonly string Compact = SqlText.Load("Database/Sql/Compact.sql");
    private static readonly string EmptyLog = SqlText.Load("Database/Sql/EmptyLog.sql");
    private static readonly string FindSpace = SqlText.Load("Database/Sql/FindSpace.sql");

    /// <summary>Makes a connection overwrite what it deletes with zeros.</summary>
    public static Task OverwriteDeletedAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(SetSecureDelete, cancellationToken: cancellationToken));

    /// <summary>Bytes of the file, and how many of them are free.</summary>
    public async Task<(long Whole, long Free)> FindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<(long, long)>(new CommandDefinition(FindSpace, cancellationToken: cancellationToken));
    }

    /// <summary>Writes the file anew without free pages, and empties the write-ahead log. Needs as much room again while it works; other writers wait.</summary>
    /// <returns>False when another process kept reading the log, so that old pages are left in it for now.</returns>
    /// <exception cref="DbException">The disk is full, or another process is writing.</exception>
    public async Task<bool> CompactAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Compact, commandTimeout: 3_600, cancellationToken: cancellationToken));
        for (var i = 0; i < Tries; i++)
        {
            var (busy, _, _) = await connection.QuerySingleAsync<(long, long, long)>(new CommandDefinition(EmptyLog, cancellationToken: cancellationToken));
            if (busy == 0)
            {
                return true;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        return false;
    }
}
