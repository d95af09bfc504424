using System.Data.Common;
using System.Globalization;

using Microsoft.Data.Sqlite;

namespace BounceProcessor.Database;

/// <summary>Opens connections to one SQLite file: WAL, every commit on disk before it returns, foreign keys checked, writers wait for each other.</summary>
internal sealed class SqliteDataSource : DbDataSource
{
    // Measured (docs/benchmarks.md): a third of the writes of SQLite's own 4096, and a batch that never has to leave the cache before its commit.
    private const int PageBytes = 8192;
    private const int CacheKilobytes = 8192;

    // The write-ahead log is cut to this once its pages are in the database.
    private const long LogBytes = 64 * 1024 * 1024;

    private readonly string _pragmas;

    /// <param name="path">The file; relative to the working directory.</param>
    /// <param name="busyTimeout">How long a write waits for another writer.</param>
    public SqliteDataSource(string path, TimeSpan busyTimeout)
    {
        DapperTypes.Register();
        FilePath = Path.GetFullPath(path);
        ConnectionString = new SqliteConnectionStringBuilder
        {
            DataSource = FilePath,
            Mode = SqliteOpenMode.ReadWriteCreate,

            // The driver repeats a busy command until this many seconds are over; 0 would mean for ever.
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(busyTimeout.TotalSeconds)),
        }.ToString();

        // busy_timeout first: changing the journal mode needs a lock as well. The page size counts only when the file is made.
        _pragmas = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            PRAGMA busy_timeout={(long)busyTimeout.TotalMilliseconds}; PRAGMA page_size={PageBytes}; PRAGMA journal_mode=WAL;
            PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-{CacheKilobytes}; PRAGMA journal_size_limit={LogBytes};
            """);
    }

    /// <summary>The database file, absolute.</summary>
    public string FilePath { get; }

    /// <inheritdoc/>
    public override string ConnectionString { get; }

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => new SqliteConnection(ConnectionString);

    /// <inheritdoc/>
    protected override DbConnection OpenDbConnection()
    {
        CreateFolder();
        var connection = CreateDbConnection();
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            SetPragmas(command);
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken)
    {
        CreateFolder();
        var connection = CreateDbConnection();
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            SetPragmas(command);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Pooled connections keep the file open, and with it the write-ahead log beside it.
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
        base.Dispose(disposing);
    }

    private void CreateFolder()
    {
        if (Path.GetDirectoryName(FilePath) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }

#pragma warning disable CA2100 // a pragma takes no parameters; the text is made of one number from the options
    private void SetPragmas(DbCommand command) => command.CommandText = _pragmas;
#pragma warning restore CA2100
}
