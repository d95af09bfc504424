using BounceProcessor.Mailboxes;
using BounceProcessor.Polling;
using BounceProcessor.Tests.Servers;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

using Xunit;

namespace BounceProcessor.Tests.Polling;

/// <summary>How many connections to one host there are at once, and who waits.</summary>
public sealed class ConnectionLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task More_mailboxes_than_connections_take_turns()
    {
        await using var server = Server("IMAP4rev1 AUTH=PLAIN");
        server.Delay = command => command.StartsWith("UID SEARCH", StringComparison.Ordinal) ? TimeSpan.FromMilliseconds(200) : TimeSpan.Zero;
        await using var host = await HostAsync(server, mailboxes: 6, limit: 2);

        await host.StartAsync();
        await UntilAllRanAsync(host, 6);

        Assert.Equal(2, server.MostSessions);
    }

    [Fact]
    public async Task Waiting_with_IDLE_leaves_a_connection_for_those_that_have_none_and_the_log_names_them()
    {
        await using var server = Server("IMAP4rev1 AUTH=PLAIN IDLE");
        await using var host = await HostAsync(server, mailboxes: 5, limit: 3);

        await host.StartAsync();
        await UntilAllRanAsync(host, 5);
        await PollingHost.UntilAsync(async () => (await host.States.ListAsync(Token)).Count(state => state.WatchedSince is not null) == 2);

        Assert.InRange(server.MostSessions, 2, 3);
        Assert.Equal(3, host.Log.Lines.Count(line => line.Contains("is read by its schedule only", StringComparison.Ordinal) && line.Contains("Polling:MaxConnectionsPerHost", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_mailbox_that_waits_for_its_host_takes_no_run_from_another_host()
    {
        var turns = Turns(polling => (polling.MaxParallel, polling.MaxConnectionsPerHost) = (2, 1), ("a1", "a.example.org"), ("a2", "a.example.org"), ("b", "b.example.org"));
        using var first = await turns.EnterAsync("a1", Token);

        var waiting = turns.EnterAsync("a2", Token);
        using var other = await turns.EnterAsync("b", Token);

        Assert.False(waiting.IsCompleted);
        first.Dispose();
        (await waiting).Dispose();
    }

    [Fact]
    public async Task A_turn_is_given_up_by_a_mailbox_that_is_told_to_stop()
    {
        var turns = Turns(polling => polling.MaxParallel = 1, ("a", "a.example.org"), ("b", "b.example.org"));
        using (await turns.EnterAsync("a", Token))
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turns.EnterAsync("b", stop.Token));
        }

        using var again = await turns.EnterAsync("b", Token);
    }

    [Fact]
    public void As_many_mailboxes_as_connections_all_have_their_own()
    {
        var turns = Turns(polling => polling.MaxConnectionsPerHost = 2, ("a", "mail.example.org"), ("b", "MAIL.example.org"));

        Assert.True(turns.HasOwnConnection("a"));
        Assert.True(turns.HasOwnConnection("b"));
    }

    [Fact]
    public async Task A_run_over_several_connections_waits_until_all_of_them_are_free()
    {
        var turns = Turns(polling => (polling.MaxParallel, polling.MaxConnectionsPerHost) = (10, 3), ("a", "mail.example.org"), ("b", "mail.example.org"), ("big", "mail.example.org"));
        var (a, b) = (await turns.EnterAsync("a", Token), await turns.EnterAsync("b", Token));

        var big = turns.EnterAsync("big", Token);
        Assert.False(big.IsCompleted);
        a.Dispose();
        a = await turns.EnterAsync("a", Token); // it has its own, and waits for nobody
        b.Dispose();

        Assert.True(turns.HasOwnConnection("a"));
        Assert.False(turns.HasOwnConnection("b") || turns.HasOwnConnection("big"));
        (await big).Dispose();
        a.Dispose();
    }

    [Fact]
    public async Task Places_are_given_in_the_order_of_asking_and_those_given_up_are_free_again()
    {
        var places = new ConnectionPlaces(2);
        var first = await places.TakeAsync(1, Token);
        using var stop = new CancellationTokenSource();
        var both = places.TakeAsync(2, stop.Token);
        var behind = places.TakeAsync(1, Token);
        Assert.False(behind.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => both);
        (await behind).Dispose();
        first.Dispose();
        (await places.TakeAsync(2, Token)).Dispose();
    }

    [Fact]
    public void A_mailbox_that_wants_more_connections_than_its_host_may_have_is_a_fault_of_the_settings()
    {
        var mailboxes = new MailboxesOptions();
        mailboxes.ByName["box"] = new MailboxOptions { Connections = 4 };

        var result = new PollingConnectionsValidator(Options.Create(mailboxes)).Validate(null, new PollingOptions { MaxConnectionsPerHost = 3 });

        Assert.StartsWith("Mailboxes:box:Connections is 4, more than Polling:MaxConnectionsPerHost (3)", Assert.Single(result.Failures ?? []), StringComparison.Ordinal);
    }

    private static PollTurns Turns(Action<PollingOptions> set, params (string Name, string Host)[] mailboxes)
    {
        var polling = new PollingOptions();
        set(polling);
        var all = new MailboxesOptions();
        foreach (var (name, host) in mailboxes)
        {
            all.ByName[name] = new MailboxOptions { Host = host, Connections = name == "big" ? 2 : 1 };
        }

        return new PollTurns(Options.Create(all), Options.Create(polling));
    }

    private static ScriptedImapServer Server(string capabilities) => ScriptedImapServer.WithInbox(capabilities, 0, command =>
        command.StartsWith("UID SEARCH", StringComparison.Ordinal) ? "* SEARCH\r\n{tag} OK done\r\n"
        : command == "IDLE" ? "+ idling\r\n"
        : "{tag} OK done\r\n");

    private static Task<PollingHost> HostAsync(ScriptedImapServer server, int mailboxes, int limit) => PollingHost.CreateAsync(
        services => services.Configure<PollingOptions>(options => options.MaxConnectionsPerHost = limit),
        [.. Enumerable.Range(0, mailboxes).Select(number => ($"box{number}", new MailboxOptions
        {
            Host = "127.0.0.1",
            Port = server.Port,
            Tls = MailboxTls.None,
            Username = $"u{number}",
            Password = "p",
            Interval = TimeSpan.FromDays(1),
        }))]);

    private static async Task UntilAllRanAsync(PollingHost host, int mailboxes)
    {
        for (var number = 0; number < mailboxes; number++)
        {
            await PollingHost.UntilAsync(async () => (await host.RunsAsync($"box{number}")).Any(run => run.EndedAt is not null && run.Error is null));
        }
    }
}
