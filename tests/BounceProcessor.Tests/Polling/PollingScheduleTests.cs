using BounceProcessor.Mailboxes;
using BounceProcessor.Polling;
using BounceProcessor.Tests.Servers;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

using Quartz;

using Xunit;

namespace BounceProcessor.Tests.Polling;

public sealed class PollingScheduleTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_run_comes_at_start_and_later_ones_by_interval()
    {
        _folder.Write("one.eml", PostfixBounce.Text(1));
        await using var host = await PollingHost.CreateAsync(("box", Box(TimeSpan.FromSeconds(1))));

        await host.StartAsync();
        await PollingHost.UntilAsync(async () => (await host.RecipientsAsync()).Count == 1);
        _folder.Write("two.eml", PostfixBounce.Text(2));
        await PollingHost.UntilAsync(async () => (await host.RecipientsAsync()).Count == 2);

        Assert.Equal([PostfixBounce.Recipient(1), PostfixBounce.Recipient(2)], (await host.RecipientsAsync()).Order());
    }

    [Fact]
    public async Task Cron_runs_at_start_and_then_by_its_expression()
    {
        _folder.Write("one.eml", PostfixBounce.Text(1));
        var box = Box(TimeSpan.FromHours(1));
        box.Cron = "0/1 * * * * ?";
        await using var host = await PollingHost.CreateAsync(("box", box));

        await host.StartAsync();

        await PollingHost.UntilAsync(async () => (await host.RunsAsync("box")).Sum(run => run.Times) >= 3);
        Assert.Single(await host.RecipientsAsync());
    }

    [Fact]
    public async Task Runs_are_due_by_the_clock_of_the_program()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));
        var box = Box(TimeSpan.FromHours(1));
        box.Cron = "0 30 * * * ?";
        await using var host = await PollingHost.CreateAsync(services => services.AddSingleton<TimeProvider>(time), ("box", box));
        var scheduler = await host.Service<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken);

        await Assert.Single(host.Service<IEnumerable<IHostedService>>().OfType<PollingSchedule>()).StartAsync(TestContext.Current.CancellationToken);
        await host.Service<PollRequests>().AfterAsync("box", TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);

        Assert.Equal(time.GetUtcNow(), await DueAsync("box start"));
        Assert.Equal(new DateTimeOffset(2031, 5, 6, 7, 30, 0, TimeSpan.Zero), await DueAsync("box cron"));
        Assert.Equal(time.GetUtcNow() + TimeSpan.FromMinutes(3), await DueAsync("box again"));

        async Task<DateTimeOffset?> DueAsync(string name) => (await scheduler.GetTrigger(new TriggerKey(name, PollRequests.Group), TestContext.Current.CancellationToken))?.NextFireTimeUtc;
    }

    [Fact]
    public async Task One_broken_mailbox_rests_with_one_line_in_the_log_and_the_other_goes_on()
    {
        _folder.Write("one.eml", PostfixBounce.Text(1));
        var broken = new MailboxOptions { Kind = MailboxKind.Folder, Path = _folder.File("none"), Interval = TimeSpan.FromSeconds(1) };
        await using var host = await PollingHost.CreateAsync(("broken", broken), ("sound", Box(TimeSpan.FromSeconds(1))));

        await host.StartAsync();
        await PollingHost.UntilAsync(async () => (await host.RunsAsync("sound")).Sum(run => run.Times) >= 4);

        Assert.Equal(1, Assert.Single(await host.RunsAsync("broken")).Times);
        var line = Assert.Single(host.Log.Lines, line => line.StartsWith("Error: ", StringComparison.Ordinal));
        Assert.Contains("Polling of broken failed, next try in 00:00:", line, StringComparison.Ordinal);
        Assert.Contains("there is no folder", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_of_one_mailbox_never_overlap_though_it_is_due_meanwhile()
    {
        await using var server = ScriptedImapServer.WithInbox("IMAP4rev1 AUTH=PLAIN", 0, command =>
            command.StartsWith("UID SEARCH", StringComparison.Ordinal) ? "* SEARCH\r\n{tag} OK done\r\n" : "{tag} OK done\r\n");
        server.Delay = command => command.StartsWith("UID SEARCH", StringComparison.Ordinal) ? TimeSpan.FromSeconds(2.5) : TimeSpan.Zero;
        var box = new MailboxOptions
        {
            Host = "127.0.0.1",
            Port = server.Port,
            Tls = MailboxTls.None,
            Username = "u",
            Password = "p",
            Interval = TimeSpan.FromSeconds(1),
        };
        await using var host = await PollingHost.CreateAsync(("box", box));

        await host.StartAsync();
        await PollingHost.UntilAsync(async () => (await host.RunsAsync("box")).Where(run => run.EndedAt is not null).Sum(run => run.Times) >= 3);
        await host.StopAsync();

        // Runs that overlap take longer together than the time from the first start to the last end.
        var runs = await host.RunsAsync("box");
        var span = runs.Max(run => run.EndedAt) - runs.Min(run => run.StartedAt);
        Assert.InRange(TimeSpan.FromMilliseconds(runs.Sum(run => run.WorkedMs)), TimeSpan.FromSeconds(1), span ?? TimeSpan.Zero);
    }

    [Fact]
    public async Task Two_processes_never_poll_one_mailbox_at_once()
    {
        _folder.Write("one.eml", PostfixBounce.Text(1));
        await using var host = await PollingHost.CreateAsync(("box", Box(TimeSpan.FromHours(1))));
        var (lease, _) = await host.Leases.TryTakeAsync("box", "other-host|x|7|1", TestContext.Current.CancellationToken);

        var refused = await host.PollAsync("box");
        await host.Leases.ReleaseAsync(lease ?? throw new InvalidOperationException("no lease"), TestContext.Current.CancellationToken);
        var done = await host.PollAsync("BOX");

        Assert.Null(refused.Summary);
        Assert.Equal("process 7 on other-host", refused.Holder?.Words);
        Assert.Equal(1, done.Summary?.Bounces);
        Assert.Equal("box", done.Summary?.Mailbox);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_and_needs_no_lease()
    {
        _folder.Write("one.eml", PostfixBounce.Text(1));
        await using var host = await PollingHost.CreateAsync(("box", Box(TimeSpan.FromHours(1))));

        var result = await host.Poll.RunAsync("box", dryRun: true, null, TestContext.Current.CancellationToken);

        Assert.Equal(1, result.Summary?.Bounces);
        Assert.Empty(await host.RecipientsAsync());
        Assert.Empty(await host.RunsAsync("box"));
        Assert.Null(await host.Leases.FindAsync("box", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stopping_in_the_middle_of_a_run_leaves_nothing_half()
    {
        for (var number = 0; number < 3000; number++)
        {
            _folder.Write($"{number}.eml", PostfixBounce.Text(number));
        }

        await using var host = await PollingHost.CreateAsync(("box", Box(TimeSpan.FromHours(1))));
        await host.StartAsync();
        await PollingHost.UntilAsync(async () => (await host.RecipientsAsync()).Count > 0);

        await host.StopAsync();

        var run = Assert.Single(await host.RunsAsync("box"));
        var filed = await host.RecipientsAsync();
        Assert.InRange(filed.Count, 1, 2999);
        Assert.Equal(run.Bounces, filed.Count);
        Assert.NotNull(run.EndedAt);
        Assert.Equal(3000, (await host.PollAsync("box")).Summary?.Bounces + filed.Count);
        Assert.Equal(3000, (await host.RecipientsAsync()).Distinct().Count());
    }

    [Fact]
    public async Task An_unknown_mailbox_is_told_with_those_that_exist()
    {
        await using var host = await PollingHost.CreateAsync(("events", Box(TimeSpan.FromHours(1))));

        var fault = await Assert.ThrowsAsync<MailboxException>(() => host.PollAsync("evnts"));

        Assert.Equal("There is no mailbox \"evnts\". Configured are: events.", fault.Message);
    }

    private MailboxOptions Box(TimeSpan interval) =>
        new() { Kind = MailboxKind.Folder, Path = _folder.Path, Company = "firmanimi", Interval = interval };
}
