using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Faults.Killing;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Faults;

/// <summary>A clock that goes back and forth by hours.</summary>
public sealed class ClockTests(DovecotServer dovecot) : IDisposable
{
    // Where Debian puts it.
    private static readonly string[] Libraries =
        [.. new[] { "x86_64", "aarch64" }.Select(machine => $"/usr/lib/{machine}-linux-gnu/faketime/libfaketime.so.1")];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(AfterFiling.Leave)]
    [InlineData(AfterFiling.Move)]
    public async Task Set_back_and_forth_during_runs_and_between_them_every_recipient_is_filed_once(AfterFiling afterFiling)
    {
        await dovecot.StartAsync();
        await using var scene = await Scene.CreateAsync(dovecot.ImapPort, dovecot.LmtpPort, afterFiling);
        var random = new Random(3);

        for (var run = 0; run < 6; run++)
        {
            await scene.DeliverAsync(30);
            var hours = random.Next(-9, 10);
            using (scene.When("file", 2, () => scene.Clock.Jump(TimeSpan.FromHours(hours))))
            {
                Assert.Null(await scene.PollAsync());
            }

            scene.Clock.Jump(TimeSpan.FromHours(random.Next(-9, 10)));
        }

        await scene.AssertExactlyAsync();
    }

    [Theory]
    [InlineData("+5h")]
    [InlineData("-5h")]
    public async Task A_process_whose_clock_is_hours_away_does_not_take_the_mailbox_from_one_that_lives(string away)
    {
        var username = await PrepareAsync();
        using var first = ProductProcess.Start(_folder.Path, PauseAtFile(), "poll", "box");
        await first.UntilPausedAsync(TestContext.Current.CancellationToken);

        using var second = ProductProcess.Start(_folder.Path, ClockAt(away), "poll", "box");
        await second.WaitAsync(TestContext.Current.CancellationToken);
        first.Continue();
        await first.WaitAsync(TestContext.Current.CancellationToken);
        using var third = ProductProcess.Start(_folder.Path, ClockAt(away), "poll", "box");
        await third.WaitAsync(TestContext.Current.CancellationToken);

        // With its clock five hours ahead the lease has run out, and it may take over; with its clock behind, it may not.
        Assert.Equal((away[0] == '+' ? 0 : 3, 0), (second.ExitCode, third.ExitCode));
        await AssertExactlyAsync(username);
    }

    [Fact]
    public async Task Killed_and_started_again_with_the_clock_hours_back_the_lease_of_the_dead_holds_nobody_up()
    {
        var username = await PrepareAsync();
        var environment = PauseAtFile();
        environment[KillPoint.Variable] = new KillPoint("settle", KillPoint.Start, 1, 0, PosixSignal.Kill).ToString();
        using (var first = ProductProcess.Start(_folder.Path, environment, "poll", "box"))
        {
            await first.WaitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(128 + PosixSignal.Kill, first.ExitCode);
        }

        using var second = ProductProcess.Start(_folder.Path, ClockAt("-5h"), "poll", "box");
        await second.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, second.ExitCode);
        await AssertExactlyAsync(username);
    }

    private static Dictionary<string, string> PauseAtFile() => new()
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
        [KillPoint.Variable] = new KillPoint("file", KillPoint.Start, 2, 0, PosixSignal.Stop).ToString(),
    };

    // libfaketime moves the clock of one process; what measures spans stays right.
    private static Dictionary<string, string> ClockAt(string away)
    {
        var library = Libraries.FirstOrDefault(File.Exists);
        Assert.True(library is not null, "libfaketime is missing; run tests/run once, as root: it installs what the tests need.");
        return new() { ["LD_PRELOAD"] = library, ["FAKETIME"] = away, ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1" };
    }

    private async Task<string> PrepareAsync()
    {
        await dovecot.StartAsync();
        var username = $"box{Guid.NewGuid():N}";
        await Lmtp.DeliverAsync(dovecot.LmtpPort, $"{username}@event.example.test", Enumerable.Range(0, 30).Select(PostfixBounce.Text), TestContext.Current.CancellationToken);
        ProductProcess.Configure(
            _folder.Path,
            ProductProcess.Box(dovecot.ImapPort, username, "Move"),
            new() { ["Intake"] = new System.Text.Json.Nodes.JsonObject { ["BatchMails"] = 10 } });
        return username;
    }

    private async Task AssertExactlyAsync(string username)
    {
        var findings = await new Exactly { Database = _folder.File("test.db"), Bounces = [.. Enumerable.Range(0, 30)], AfterFiling = "Move" }
            .FindAsync(await MailboxView.LookAsync(dovecot.ImapPort, username, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Assert.True(findings.AreNone, findings.ToString());
    }
}
