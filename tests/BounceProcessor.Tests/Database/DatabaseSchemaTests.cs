using BounceProcessor.Database;

using Xunit;

namespace BounceProcessor.Tests.Database;

public sealed class DatabaseSchemaTests : IAsyncDisposable
{
    private static readonly SchemaVersion First = new(1, "first", "CREATE TABLE one (id INTEGER PRIMARY KEY); INSERT INTO one (id) VALUES (7);");
    private static readonly SchemaVersion Third = new(3, "third", "ALTER TABLE one ADD COLUMN name TEXT;");
    private static readonly SchemaVersion Tenth = new(10, "tenth", "CREATE TABLE ten (id INTEGER PRIMARY KEY);");

    private readonly TestDatabase _database = new();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_new_file_gets_every_version_and_a_second_start_changes_nothing()
    {
        await _database.ApplySchemaAsync();
        var applied = await VersionsAsync();

        await _database.ApplySchemaAsync();

        Assert.Equal(SchemaVersion.Embedded("sqlite").Select(version => version.Number), applied);
        Assert.Equal(applied, await VersionsAsync());
    }

    [Fact]
    public async Task An_older_database_keeps_its_rows_and_gets_what_is_missing()
    {
        await ApplyAsync(First);

        await ApplyAsync(First, Third);

        Assert.Equal([1, 3], await VersionsAsync());
        Assert.Equal(7, await _database.ScalarAsync<long>("SELECT id FROM one WHERE name IS NULL"));
    }

    [Fact]
    public async Task A_version_that_fills_a_gap_is_applied_too()
    {
        await ApplyAsync(First, Tenth);

        await ApplyAsync(First, Third, Tenth);

        Assert.Equal([1, 3, 10], await VersionsAsync());
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_refused_and_stays_as_it_is()
    {
        await ApplyAsync(First, Third);

        var fault = await Assert.ThrowsAsync<DatabaseSchemaException>(() => ApplyAsync(First));

        Assert.Contains(_database.FilePath, fault.Message, StringComparison.Ordinal);
        Assert.Contains("schema version 3", fault.Message, StringComparison.Ordinal);
        Assert.Contains("newest is 1", fault.Message, StringComparison.Ordinal);
        Assert.Equal([1, 3], await VersionsAsync());
    }

    [Fact]
    public async Task A_version_that_fails_leaves_nothing_of_its_batch()
    {
        await ApplyAsync(First);

        await Assert.ThrowsAsync<DatabaseSchemaException>(() => ApplyAsync(First, Third, new SchemaVersion(4, "broken", "CREATE TABLE two (id INTEGER); NONSENSE")));

        Assert.Equal([1], await VersionsAsync());
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT COUNT(*) FROM pragma_table_info('one') WHERE name = 'name'"));
    }

    [Fact]
    public async Task Processes_that_start_together_apply_each_version_once()
    {
        SqliteDataSource[] sources = [.. Enumerable.Range(0, 4).Select(i => _database.SecondSource(TimeSpan.FromSeconds(20 + i)))];

        await Task.WhenAll(sources.Select(source => Task.Run(() =>
            new DatabaseSchema(source, SchemaVersion.Embedded("sqlite"), TimeProvider.System).ApplyAsync(CancellationToken.None))));

        Assert.Equal(SchemaVersion.Embedded("sqlite").Select(version => version.Number), await VersionsAsync());
        foreach (var source in sources)
        {
            await source.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_in_the_message()
    {
        await File.WriteAllTextAsync(_database.FilePath, new string('x', 5000), CancellationToken.None);

        var fault = await Assert.ThrowsAsync<DatabaseSchemaException>(_database.ApplySchemaAsync);

        Assert.Contains(_database.FilePath, fault.Message, StringComparison.Ordinal);
    }

    private Task ApplyAsync(params SchemaVersion[] known) =>
        new DatabaseSchema(_database.Source, known, TimeProvider.System).ApplyAsync(CancellationToken.None);

    private async Task<IReadOnlyList<long>> VersionsAsync()
    {
        var versions = await _database.ScalarAsync<string>("SELECT group_concat(version) FROM (SELECT version FROM schema_versions ORDER BY version)");
        return [.. (versions ?? "").Split(',').Select(long.Parse)];
    }
}
