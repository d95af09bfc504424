using System.Data.Common;

using Dapper;

namespace BounceProcessor.Database;

/// <summary>Brings the tables to the version this program needs. To be called once at every start, before anything else uses the database.</summary>
/// <param name="database">The database.</param>
/// <param name="known">The steps this program knows, in order.</param>
/// <param name="time">Stamps the applied versions.</param>
internal sealed class DatabaseSchema(DbDataSource database, IReadOnlyList<SchemaVersion> known, TimeProvider time)
{
    private static readonly string CreateVersions = SqlText.Load("Database/Sql/CreateVersions.sql");
    private static readonly string ListVersions = SqlText.Load("Database/Sql/ListVersions.sql");
    private static readonly string InsertVersion = SqlText.Load("Database/Sql/InsertVersion.sql");

    /// <summary>Applies the missing steps, all or none. Two processes that start together apply each step once: the second waits for the first.</summary>
    /// <exception cref="DatabaseSchemaException">The database cannot be used, or it is newer than this program. Nothing was changed.</exception>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ApplyAsync(transaction, connection, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException)
        {
            throw new DatabaseSchemaException(
                $"Database \"{Location()}\" cannot be used ({fault.Message}). Nothing was changed; check Database:Path, that the file is a database, the rights on its folder and the space on the disk.",
                fault);
        }
    }

    private async Task ApplyAsync(DbTransaction transaction, DbConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(CreateVersions, null, transaction, cancellationToken: cancellationToken));
        var applied = (await connection.QueryAsync<long>(
            new CommandDefinition(ListVersions, null, transaction, cancellationToken: cancellationToken))).ToHashSet();
        RefuseNewer(applied);
        foreach (var version in known.Where(version => !applied.Contains(version.Number)))
        {
            await connection.ExecuteAsync(new CommandDefinition(version.Sql, null, transaction, cancellationToken: cancellationToken));
            var row = new { version.Number, version.Name, AppliedAt = time.GetUtcNow() };
            await connection.ExecuteAsync(new CommandDefinition(InsertVersion, row, transaction, cancellationToken: cancellationToken));
        }
    }

    private void RefuseNewer(HashSet<long> applied)
    {
        var unknown = applied.Except(known.Select(version => version.Number)).DefaultIfEmpty(0).Max();
        if (unknown != 0)
        {
            throw new DatabaseSchemaException(
                $"Database \"{Location()}\" has schema version {unknown}, which this program does not know; its newest is {known[^1].Number}. "
                + "Nothing was changed; start the newer program, or restore the backup made before the update.",
                null);
        }
    }

    private string Location() => database is SqliteDataSource sqlite ? sqlite.FilePath : "database";
}
