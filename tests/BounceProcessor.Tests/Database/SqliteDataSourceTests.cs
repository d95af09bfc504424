using System.Data.Common;

using BounceProcessor.Database;

using Dapper;

using Microsoft.Data.Sqlite;

using Xunit;

namespace BounceProcessor.Tests.Database;

public sealed class SqliteDataSourceTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("PRAGMA journal_mode", "wal")]
    [InlineData("PRAGMA synchronous", "2")]
    [InlineData("PRAGMA foreign_keys", "1")]
    [InlineData("PRAGMA busy_timeout", "5000")]
    public async Task Every_connection_is_set_up(string pragma, string value)
    {
        await using var asynchronous = await _database.Source.OpenConnectionAsync(CancellationToken.None);
        await using var synchronous = OpenSynchronously();

        Assert.Equal(value, await asynchronous.ExecuteScalarAsync<string>(pragma));
        Assert.Equal(value, await synchronous.ExecuteScalarAsync<string>(pragma));
    }

    [Fact]
    public async Task Missing_folders_are_created()
    {
        var path = Path.Combine(Path.GetDirectoryName(_database.FilePath) ?? "", "a", "b", "new.db");
        await using var source = new SqliteDataSource(path, TimeSpan.FromSeconds(5));

        await using (await source.OpenConnectionAsync(CancellationToken.None))
        {
            Assert.True(File.Exists(path));
        }
    }

    [Fact]
    public async Task A_writer_that_waits_longer_than_the_busy_timeout_is_told()
    {
        await using var impatient = _database.SecondSource(TimeSpan.FromSeconds(1));
        await using var first = await _database.Source.OpenConnectionAsync(CancellationToken.None);
        await using var second = await impatient.OpenConnectionAsync(CancellationToken.None);
        await using var writing = await first.BeginTransactionAsync(CancellationToken.None);

        await Assert.ThrowsAsync<SqliteException>(async () => await second.BeginTransactionAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Times_are_stored_as_utc_unix_milliseconds_and_come_back_as_the_same_moment()
    {
        var moment = new DateTimeOffset(2026, 3, 2, 12, 0, 0, 123, TimeSpan.FromHours(2));
        await _database.ExecuteAsync("CREATE TABLE moments (at INTEGER, none INTEGER)");
        await using var connection = await _database.Source.OpenConnectionAsync(CancellationToken.None);
        await connection.ExecuteAsync(
            "INSERT INTO moments (at, none) VALUES (@At, @None)", new { At = (DateTimeOffset?)moment, None = (DateTimeOffset?)null });

        var row = await connection.QuerySingleAsync<Moments>("SELECT at, none FROM moments");

        Assert.Equal(moment.ToUnixTimeMilliseconds(), await connection.ExecuteScalarAsync<long>("SELECT at FROM moments"));
        Assert.Equal((moment, TimeSpan.Zero, null), (row.At, row.At.Offset, row.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(":memory:")]
    [InlineData("/tmp")]
    public void A_path_that_is_no_file_is_a_fault_that_names_the_key(string path)
    {
        var result = new DatabasePathValidator().Validate(null, new DatabaseOptions { Path = path });

        Assert.StartsWith("Database:Path is", Assert.Single(result.Failures ?? []), StringComparison.Ordinal);
    }

    private DbConnection OpenSynchronously() => _database.Source.OpenConnection();

    private sealed class Moments
    {
        public DateTimeOffset At { get; init; }

        public DateTimeOffset? None { get; init; }
    }
}
