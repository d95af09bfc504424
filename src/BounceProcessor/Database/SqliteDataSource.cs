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

    private static readonly string ShortenLog = SqlText.Load("Database/Sql/ShortenLog.sql");
    private static readonly string Relax = SqlText.Load("Database/Sql/Relax.sql");

    private readonly string _pragmas;
    private readonly CommitFlush _flush;
    private readonly long _logBytes;
    private long _longLogBytes;

    /// <param name="path">The file; relative to the working directory.</param>
    /// <param name="busyTimeout">How long a write waits for another writer.</param>
    public SqliteDataSource(string path, TimeSpan busyTimeout)
        : this(path, busyTimeout, 64 * 1024 * 1024)
    {
    }

    /// <param name="path">The file; relative to the working directory.</param>
    /// <param name="busyTimeout">How long a write waits for another writer.</param>
    /// <param name="logBytes">To this length the write-ahead log is cut once its pages are in the database.</param>
    internal SqliteDataSource(string path, TimeSpan busyTimeout, long logBytes)
    {
        _logBytes = logBytes;
        _longLogBytes = 2 * logBytes;
        DapperTypes.Register();
        FilePath = Path.GetFullPath(path);
        _flush = new CommitFlush(FilePath + "-wal");
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
            PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-{CacheKilobytes}; PRAGMA journal_size_limit={logBytes};
            PRAGMA wal_autocheckpoint=1000;
            """);
    }

    /// <summary>The database file, absolute.</summary>
    public string FilePath { get; }

    /// <inheritdoc/>
    public override string ConnectionString { get; }

    /// <summary>
    /// For who writes much, before a transaction: SQLite starts the write-ahead log anew only at a moment without a reader, and while pages
    /// are read all the time there is none. A log that has become long is therefore put into the database while new readers wait, for a
    /// fraction of a second; where an old reader stays longer than that, at the next doubling again.
    /// </summary>
    /// <exception cref="DbException">The disk is full.</exception>
    public async Task KeepLogShortAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var log = new FileInfo(FilePath + "-wal");
        if (!log.Exists || log.Length < Interlocked.Read(ref _longLogBytes))
        {
            return;
        }

        await using var command = connection.CreateCommand();
        SetText(command, ShortenLog);
        await command.ExecuteNonQueryAsync(cancellationToken);
        SetText(command, _pragmas);
        await command.ExecuteNonQueryAsync(cancellationToken);
        log.Refresh();
        Interlocked.Exchange(ref _longLogBytes, 2 * Math.Max(_logBytes, log.Exists ? log.Length : 0));
    }

    /// <summary>
    /// From now on commits of this connection survive the end of the process, however sudden, and a failure of the machine once
    /// <see cref="FlushAsync"/> was awaited, or anybody's commit that waits for the disk came after them. Until the connection is given back,
    /// or <see cref="KeepLogShortAsync"/> was asked.
    /// </summary>
    public static async Task RelaxAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        SetText(command, Relax);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Completes when everything that is committed now is on the disk.</summary>
    /// <exception cref="DbException">The disk refused it; whether it is there is not known.</exception>
    public Task FlushAsync() => _flush.RunAsync();

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
            SetText(command, _pragmas);
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
            SetText(command, _pragmas);
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

#pragma warning disable CA2100 // a pragma takes no parameters; the text is made of numbers from the options
    private static void SetText(DbCommand command, string pragmas) => command.CommandText = pragmas;
#pragma warning restore CA2100
}
