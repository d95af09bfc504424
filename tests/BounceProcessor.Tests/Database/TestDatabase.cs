using System.Data.Common;

using BounceProcessor.Database;

using Dapper;

namespace BounceProcessor.Tests.Database;

/// <summary>A SQLite file of its own for one test.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bounceprocessor-test-").FullName;

    public TestDatabase() => Source = new SqliteDataSource(FilePath, TimeSpan.FromSeconds(5));

    public string FilePath => Path.Combine(_folder, "test.db");

    public SqliteDataSource Source { get; }

    /// <summary>Makes the tables.</summary>
    public Task ApplySchemaAsync() =>
        new DatabaseSchema(Source, SchemaVersion.Embedded("sqlite"), TimeProvider.System).ApplyAsync(CancellationToken.None);

    /// <summary>Another way into the same file, as another process would have it.</summary>
    public SqliteDataSource SecondSource(TimeSpan busyTimeout) => new(FilePath, busyTimeout);

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = await Source.OpenConnectionAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Source.OpenConnectionAsync(CancellationToken.None);
        await connection.ExecuteAsync(sql);
    }

    public async Task InTransactionAsync(Func<DbTransaction, Task> work)
    {
        await using var connection = await Source.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        await work(transaction);
        await transaction.CommitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
