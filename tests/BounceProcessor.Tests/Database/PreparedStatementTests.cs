using BounceProcessor.Database;

using Dapper;

using Microsoft.Data.Sqlite;

using Xunit;

namespace BounceProcessor.Tests.Database;

public sealed class PreparedStatementTests : IAsyncLifetime
{
    private const string Insert = "INSERT INTO things (a, b) VALUES (@A, @B) ON CONFLICT DO NOTHING";

    private readonly TestDatabase _database = new();

    public async ValueTask InitializeAsync() => await _database.ExecuteAsync("CREATE TABLE things (a NOT NULL UNIQUE, b)");

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("õ€𝄞\u0001\n", "text")]
    [InlineData("", "text")]
    [InlineData(-9_000_000_000L, "integer")]
    [InlineData(true, "integer")]
    [InlineData(new byte[] { 0, 255, 0 }, "blob")]
    [InlineData(new byte[0], "blob")]
    [InlineData(null, "null")]
    public async Task A_value_is_stored_as_what_it_is(object? value, string type)
    {
        await RunAsync(("key", value));

        await using var connection = await _database.Source.OpenConnectionAsync(CancellationToken.None);
        var (stored, storedType) = await connection.QuerySingleAsync<(object?, string)>("SELECT b, typeof(b) FROM things");
        Assert.Equal(type, storedType);
        Assert.Equal(value is true ? 1L : value, stored);
    }

    [Fact]
    public async Task A_long_text_comes_back_whole()
    {
        var text = new string('ä', 1_000_000);

        await RunAsync(("key", text));

        Assert.Equal(text, await _database.ScalarAsync<string>("SELECT b FROM things"));
    }

    [Fact]
    public async Task Rows_written_are_counted_for_each_row()
    {
        Assert.Equal([1, 0, 1], await RunAsync(("one", 1L), ("one", 2L), ("two", 3L)));
    }

    [Fact]
    public async Task After_a_refused_row_the_statement_goes_on_with_the_next()
    {
        List<int> written = [];
        await _database.InTransactionAsync(async transaction =>
        {
            using var statement = Statement(transaction);
            var fault = await Assert.ThrowsAsync<SqliteException>(async () => await statement.ExecuteAsync((null, 1L), CancellationToken.None));
            Assert.Contains("NOT NULL", fault.Message, StringComparison.Ordinal);
            written.Add(await statement.ExecuteAsync(("one", 1L), CancellationToken.None));
        });

        Assert.Equal([1], written);
        Assert.Equal(1, await _database.ScalarAsync<long>("SELECT COUNT(*) FROM things"));
    }

    [Fact]
    public async Task Cancelled_it_does_not_run()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await _database.InTransactionAsync(async transaction =>
        {
            using var statement = Statement(transaction);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await statement.ExecuteAsync(("one", 1L), cancelled.Token));
        });

        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT COUNT(*) FROM things"));
    }

    private static PreparedStatement<(object? A, object? B)> Statement(System.Data.Common.DbTransaction transaction) =>
        new(transaction, Insert, [("@A", row => row.A), ("@B", row => row.B)]);

    private async Task<List<int>> RunAsync(params (object? A, object? B)[] rows)
    {
        List<int> written = [];
        await _database.InTransactionAsync(async transaction =>
        {
            using var statement = Statement(transaction);
            foreach (var row in rows)
            {
                written.Add(await statement.ExecuteAsync(row, CancellationToken.None));
            }
        });
        return written;
    }
}
