using System.Text.Json.Nodes;

using BounceProcessor.Tests.Faults.Killing;
using BounceProcessor.Tests.Servers;

using Dapper;

using Microsoft.Data.Sqlite;

using Xunit;

namespace BounceProcessor.Tests.Faults;

/// <summary>
/// Two processes in one mailbox and one database though the lease forbids it: the first is stopped in the middle of a step, its lease runs
/// out, the second does the whole work, and then the first goes on with what it had in hand.
/// </summary>
public sealed class TwoProcessesTests(DovecotServer dovecot) : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("list", KillPoint.End, "Move")]
    [InlineData("fetch", KillPoint.End, "Leave")]
    [InlineData("file", KillPoint.Start, "Move")]
    [InlineData("settle", KillPoint.Start, "Flag")]
    [InlineData("settle", KillPoint.Start, "Move")]
    [InlineData("mark-settled", KillPoint.Start, "Move")]
    public async Task One_that_was_held_up_beyond_its_lease_and_one_that_took_over_file_every_recipient_once(string step, string edge, string afterFiling)
    {
        await dovecot.StartAsync();
        var username = $"box{Guid.NewGuid():N}";
        await DeliverAsync(username, Enumerable.Range(0, 3).Select(Letters.Text));
        var others = await MailboxView.LookAsync(dovecot.ImapPort, username, TestContext.Current.CancellationToken);
        await DeliverAsync(username, Enumerable.Range(0, 40).Select(PostfixBounce.Text));
        ProductProcess.Configure(
            _folder.Path,
            ProductProcess.Box(dovecot.ImapPort, username, afterFiling),
            new JsonObject { ["Intake"] = new JsonObject { ["BatchMails"] = 10 } });
        var pauseAt = new Dictionary<string, string>
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
            [KillPoint.Variable] = new KillPoint(step, edge, 1, 0, PosixSignal.Stop).ToString(),
        };

        using var first = ProductProcess.Start(_folder.Path, pauseAt, "poll", "box");
        await first.UntilPausedAsync(TestContext.Current.CancellationToken);
        await ExpireLeaseAsync();
        using var second = ProductProcess.Start(_folder.Path, null, "poll", "box");
        await second.WaitAsync(TestContext.Current.CancellationToken);
        first.Continue();
        await first.WaitAsync(TestContext.Current.CancellationToken);
        using var third = ProductProcess.Start(_folder.Path, null, "poll", "box");
        await third.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, 0), (second.ExitCode, third.ExitCode));
        var findings = await new Exactly
        {
            Database = _folder.File("test.db"),
            Bounces = [.. Enumerable.Range(0, 40)],
            Others = others,
            AfterFiling = afterFiling,
        }.FindAsync(await MailboxView.LookAsync(dovecot.ImapPort, username, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Assert.True(findings.AreNone, $"{findings}\nthe first said: {string.Join('\n', first.Said)}");
    }

    private Task DeliverAsync(string username, IEnumerable<string> mails) =>
        Lmtp.DeliverAsync(dovecot.LmtpPort, $"{username}@event.example.test", mails, TestContext.Current.CancellationToken);

    private async Task ExpireLeaseAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.File("test.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await connection.ExecuteAsync("UPDATE mailbox_leases SET expires_at = 1"));
    }
}
