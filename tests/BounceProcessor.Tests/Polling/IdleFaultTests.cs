using System.Diagnostics;

using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Polling;

/// <summary>Servers that go away, fall silent or cannot IDLE while new mail is waited for.</summary>
public sealed class IdleFaultTests
{
    private const string Capabilities = "IMAP4rev1 AUTH=PLAIN";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IDLE_is_sent_anew_before_servers_give_up_on_it()
    {
        await using var server = Server($"{Capabilities} IDLE");
        var box = Box(server);
        box.IdleRenewal = TimeSpan.FromSeconds(1);
        await using var host = await PollingHost.CreateAsync(("box", box));

        await host.StartAsync();

        await PollingHost.UntilAsync(() => Task.FromResult(server.Commands.Count(command => command == "IDLE") >= 3));
        Assert.True(server.Commands.Count(command => command == "DONE") >= 2);
        Assert.Equal(1, Runs(server));
    }

    [Fact]
    public async Task Runs_and_waiting_share_one_connection()
    {
        await using var server = Server($"{Capabilities} IDLE");
        var box = Box(server);
        box.Interval = TimeSpan.FromSeconds(1);
        await using var host = await PollingHost.CreateAsync(("box", box));

        await host.StartAsync();
        await PollingHost.UntilAsync(() => Task.FromResult(Runs(server) >= 4));
        await host.StopAsync();

        Assert.Equal(1, server.MostSessions);
        Assert.Equal(1, server.Commands.Count(command => command.StartsWith("AUTHENTICATE", StringComparison.Ordinal)));
        Assert.True(server.Commands.Count(command => command == "IDLE") >= 3);
        Assert.Equal("LOGOUT", server.Commands.Last());
    }

    [Fact]
    public async Task A_server_without_IDLE_is_read_by_its_schedule_and_each_run_signs_out()
    {
        await using var server = Server(Capabilities);
        var box = Box(server);
        box.Interval = TimeSpan.FromSeconds(1);
        await using var host = await PollingHost.CreateAsync(("box", box));

        await host.StartAsync();
        await PollingHost.UntilAsync(() => Task.FromResult(server.Commands.Count(command => command == "LOGOUT") >= 3));
        await host.StopAsync();

        Assert.DoesNotContain("IDLE", server.Commands);
        Assert.Equal(1, server.MostSessions);
        Assert.Single(host.Log.Lines, line => line.Contains("does not offer IDLE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Idle_switched_off_sends_no_IDLE_and_signs_out_after_each_run()
    {
        await using var server = Server($"{Capabilities} IDLE");
        var box = Box(server);
        (box.Interval, box.Idle) = (TimeSpan.FromSeconds(1), false);
        await using var host = await PollingHost.CreateAsync(("box", box));

        await host.StartAsync();
        await PollingHost.UntilAsync(() => Task.FromResult(server.Commands.Count(command => command == "LOGOUT") >= 2));

        Assert.DoesNotContain("IDLE", server.Commands);
    }

    [Fact]
    public async Task A_server_that_refuses_IDLE_is_asked_with_growing_pauses_and_read_by_its_schedule()
    {
        await using var server = Server($"{Capabilities} IDLE", idle: "{tag} NO not today\r\n");
        var box = Box(server);
        box.Interval = TimeSpan.FromSeconds(1);
        await using var host = await PollingHost.CreateAsync(("box", box));

        await host.StartAsync();
        await PollingHost.UntilAsync(() => Task.FromResult(server.Commands.Count(command => command == "IDLE") >= 3));
        await host.StopAsync();

        var broke = host.Log.Lines.Where(line => line.Contains("Waiting for new mail in box broke", StringComparison.Ordinal)).ToList();
        Assert.InRange(broke.Count, 3, 4);
        Assert.Contains("NO not today", broke[0], StringComparison.Ordinal);
        Assert.Equal(1, server.MostSessions);
        Assert.All(await host.RunsAsync("box"), run => Assert.Null(run.Error));
    }

    [Fact]
    public async Task A_server_killed_while_it_is_waited_for_is_come_back_to_and_nothing_is_lost()
    {
        await using var server = await PrivateDovecot.StartAsync(Token);
        await using var host = await PollingHost.CreateAsync(("box", Box(server)));
        await host.StartAsync();
        await UntilWatchedAsync(host);

        await server.KillAsync(Token);
        await server.StartAgainAsync(Token);
        await server.DeliverAsync("box", [PostfixBounce.Text(1)], Token);

        await PollingHost.UntilAsync(async () => (await host.RecipientsAsync()).SequenceEqual([PostfixBounce.Recipient(1)]));
        await UntilWatchedAsync(host);
        await server.DeliverAsync("box", [PostfixBounce.Text(2)], Token);
        await PollingHost.UntilAsync(async () => (await host.RecipientsAsync()).Count == 2);
    }

    [Fact]
    public async Task A_server_that_falls_silent_while_it_is_waited_for_is_noticed_and_come_back_to()
    {
        await using var server = await PrivateDovecot.StartAsync(Token);
        var box = Box(server);
        (box.IdleRenewal, box.ReplyTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await using var host = await PollingHost.CreateAsync(("box", box));
        await host.StartAsync();
        await UntilWatchedAsync(host);

        server.Pause();
        await PollingHost.UntilAsync(() => Task.FromResult(host.Log.Lines.Any(line => line.Contains("Waiting for new mail in box broke", StringComparison.Ordinal))));
        server.Continue();
        await server.DeliverAsync("box", [PostfixBounce.Text(1)], Token);

        await PollingHost.UntilAsync(async () => (await host.RecipientsAsync()).SequenceEqual([PostfixBounce.Recipient(1)]));
    }

    [Fact]
    public async Task The_service_ends_within_seconds_though_the_server_it_waits_for_is_silent()
    {
        await using var server = await PrivateDovecot.StartAsync(Token);
        var box = Box(server);
        box.ReplyTimeout = TimeSpan.FromMinutes(10);
        await using var host = await PollingHost.CreateAsync(("box", box));
        await host.StartAsync();
        await UntilWatchedAsync(host);
        server.Pause();
        var clock = Stopwatch.StartNew();

        await host.StopAsync();

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    // Each lists the mailbox once, and nothing else searches an empty one.
    private static int Runs(ScriptedImapServer server) => server.Commands.Count(command => command.StartsWith("UID SEARCH", StringComparison.Ordinal));

    private static Task UntilWatchedAsync(PollingHost host) => PollingHost.UntilAsync(
        async () => (await host.States.ListAsync(Token)).Any(state => state.WatchedSince is not null));

    private static ScriptedImapServer Server(string capabilities, string idle = "+ idling\r\n") => ScriptedImapServer.WithInbox(capabilities, 0, command =>
        command.StartsWith("UID SEARCH", StringComparison.Ordinal) ? "* SEARCH\r\n{tag} OK done\r\n"
        : command == "IDLE" ? idle
        : "{tag} OK done\r\n");

    private static MailboxOptions Box(ScriptedImapServer server) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Tls = MailboxTls.None,
        Username = "u",
        Password = "p",
        Interval = TimeSpan.FromDays(1),
    };

    private static MailboxOptions Box(PrivateDovecot server) => new()
    {
        Host = "127.0.0.1",
        Port = server.ImapPort,
        Tls = MailboxTls.None,
        Username = "box",
        Password = "secret",
        Company = "firmanimi",
        Interval = TimeSpan.FromDays(1),
        ReplyTimeout = TimeSpan.FromSeconds(5),
    };
}
