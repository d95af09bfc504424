using BounceProcessor.Tests.Faults.Killing;
using BounceProcessor.Tests.Servers;

using Dapper;

using Microsoft.Data.Sqlite;

using Xunit;

namespace BounceProcessor.Tests.Faults;

/// <summary>Another process that keeps the database locked while the program has a batch in hand.</summary>
public sealed class LockedDatabaseTests(DovecotServer dovecot) : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _username = $"box{Guid.NewGuid():N}";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("file", "Move")]
    [InlineData("mark-settled", "Move")]
    [InlineData("mark-settled", "Flag")]
    public async Task Locked_beyond_patience_the_run_ends_with_nothing_settled_too_early_and_the_next_one_files_every_recipient_once(string step, string afterFiling)
    {
        var others = await PrepareAsync(afterFiling, "00:00:01");

        using var process = await PauseAsync(step);
        await using (await LockAsync())
        {
            process.Continue();
            await process.WaitAsync(TestContext.Current.CancellationToken);
        }

        var midway = await Exactly(others, afterFiling).FindMidwayAsync(await LookAsync(), TestContext.Current.CancellationToken);
        using var next = ProductProcess.Start(_folder.Path, null, "poll", "box");
        await next.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((5, 0), (process.ExitCode, next.ExitCode));
        Assert.Contains(process.Said, line => line.Contains("locked", StringComparison.Ordinal));
        Assert.True(midway.AreNone, midway.ToString());
        var after = await Exactly(others, afterFiling).FindAsync(await LookAsync(), TestContext.Current.CancellationToken);
        Assert.True(after.AreNone, after.ToString());
    }

    [Fact]
    public async Task Locked_for_a_moment_the_run_waits_and_comes_to_its_end()
    {
        var others = await PrepareAsync("Move", "00:00:30");

        using var process = await PauseAsync("file");
        await using (await LockAsync())
        {
            process.Continue();
            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            Assert.False(process.HasEnded, string.Join('\n', process.Said));
        }

        await process.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        var after = await Exactly(others, "Move").FindAsync(await LookAsync(), TestContext.Current.CancellationToken);
        Assert.True(after.AreNone, after.ToString());
    }

    private async Task<IReadOnlyList<SeenMail>> PrepareAsync(string afterFiling, string busyTimeout)
    {
        await dovecot.StartAsync();
        await DeliverAsync(Enumerable.Range(0, 3).Select(Letters.Text));
        var others = await LookAsync();
        await DeliverAsync(Enumerable.Range(0, 30).Select(PostfixBounce.Text));
        ProductProcess.Configure(
            _folder.Path,
            ProductProcess.Box(dovecot.ImapPort, _username, afterFiling),
            new()
            {
                ["Intake"] = new System.Text.Json.Nodes.JsonObject { ["BatchMails"] = 10 },
                ["Database"] = new System.Text.Json.Nodes.JsonObject { ["Path"] = "test.db", ["BusyTimeout"] = busyTimeout },
            });
        return others;
    }

    private async Task<ProductProcess> PauseAsync(string step)
    {
        var environment = new Dictionary<string, string>
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
            [KillPoint.Variable] = new KillPoint(step, KillPoint.Start, 1, 0, PosixSignal.Stop).ToString(),
        };
        var process = ProductProcess.Start(_folder.Path, environment, "poll", "box");
        await process.UntilPausedAsync(TestContext.Current.CancellationToken);
        return process;
    }

    // This test is the other process. The one that was stopped may hold the lock for the moment itself, but not for long: it is stopped between two transactions.
    private async Task<SqliteConnection> LockAsync()
    {
        var connection = new SqliteConnection($"Data Source={_folder.File("test.db")};Pooling=False;Default Timeout=30");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("BEGIN IMMEDIATE");
        return connection;
    }

    private Exactly Exactly(IReadOnlyList<SeenMail> others, string afterFiling) => new()
    {
        Database = _folder.File("test.db"),
        Bounces = [.. Enumerable.Range(0, 30)],
        Others = others,
        AfterFiling = afterFiling,
    };

    private Task<IReadOnlyList<SeenMail>> LookAsync() => MailboxView.LookAsync(dovecot.ImapPort, _username, TestContext.Current.CancellationToken);

    private Task DeliverAsync(IEnumerable<string> mails) =>
        Lmtp.DeliverAsync(dovecot.LmtpPort, $"{_username}@event.example.test", mails, TestContext.Current.CancellationToken);
}
