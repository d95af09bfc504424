using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Faults;

/// <summary>A Dovecot that is killed, falls silent or comes back another.</summary>
public sealed class DovecotFaultTests : IAsyncLifetime
{
    private PrivateDovecot? _server;
    private FaultyProxy? _proxy;

    private PrivateDovecot Server => _server ?? throw new InvalidOperationException("not started");

    private FaultyProxy Proxy => _proxy ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync()
    {
        _server = await PrivateDovecot.StartAsync(TestContext.Current.CancellationToken);
        _proxy = new FaultyProxy(_server.ImapPort);
    }

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await Server.DisposeAsync();
    }

    [Theory]
    [InlineData(AfterFiling.Leave)]
    [InlineData(AfterFiling.Move)]
    public async Task Killed_in_mid_fetch_and_started_again(AfterFiling afterFiling)
    {
        await using var scene = await CreateAsync(afterFiling);
        await scene.DeliverAsync(30);
        scene.CopiesMayStay = true;
        Proxy.Once(60_000, async passage =>
        {
            await Server.KillAsync(passage.CancellationToken);
            return false;
        });

        var fault = await scene.PollAsync();
        await Server.StartAgainAsync(TestContext.Current.CancellationToken);
        await scene.DeliverAsync(10);
        await scene.PollUntilDoneAsync();

        Assert.NotNull(fault);
        await scene.AssertExactlyAsync();
    }

    [Theory]
    [InlineData("fetch", AfterFiling.Move)]
    [InlineData("settle", AfterFiling.Flag)]
    [InlineData("settle", AfterFiling.Move)]
    public async Task Silent_beyond_the_deadline_and_then_back(string step, AfterFiling afterFiling)
    {
        await using var scene = await CreateAsync(afterFiling, TimeSpan.FromSeconds(4));
        await scene.DeliverAsync(30);

        string? fault;
        using (scene.When(step, 1, Server.Pause))
        {
            fault = await scene.PollAsync();
        }

        // What it was told while it was silent it does now: a MOVE that nobody waits for any more.
        Server.Continue();
        await scene.DeliverAsync(10);
        await scene.PollUntilDoneAsync();

        Assert.NotNull(fault);
        await scene.AssertExactlyAsync();
    }

    [Theory]
    [InlineData(AfterFiling.Leave)]
    [InlineData(AfterFiling.Flag)]
    [InlineData(AfterFiling.Move)]
    public async Task Back_with_a_new_UIDVALIDITY_in_the_middle_of_a_run(AfterFiling afterFiling)
    {
        await using var scene = await CreateAsync(afterFiling);
        await scene.DeliverAsync(30);
        (scene.CopiesMayStay, scene.Renumbered) = (true, true);
        Proxy.Once(60_000, async passage =>
        {
            await Server.KillAsync(passage.CancellationToken);
            RenewGeneration(scene.Username);
            await Server.StartAgainAsync(passage.CancellationToken);
            return false;
        });

        var fault = await scene.PollAsync();
        await scene.DeliverAsync(10);
        await scene.PollUntilDoneAsync();

        Assert.Contains("UIDVALIDITY", fault, StringComparison.Ordinal);
        await scene.AssertExactlyAsync();
    }

    [Fact]
    public async Task Back_with_a_new_UIDVALIDITY_between_two_runs()
    {
        await using var scene = await CreateAsync(AfterFiling.Flag);
        await scene.DeliverAsync(30);
        await scene.PollUntilDoneAsync();
        await Server.StopAsync(TestContext.Current.CancellationToken);
        RenewGeneration(scene.Username);
        scene.Renumbered = true;
        await Server.StartAgainAsync(TestContext.Current.CancellationToken);
        await scene.DeliverAsync(10);

        await scene.PollUntilDoneAsync();

        var run = (await scene.RunsAsync())[0];
        Assert.Equal((43, 10, 33), (run.New, run.Bounces, run.Duplicates));
        await scene.AssertExactlyAsync();
    }

    private Task<Scene> CreateAsync(AfterFiling afterFiling, TimeSpan? patience = null) => Scene.CreateAsync(
        Server.ImapPort, Server.LmtpPort, afterFiling, box => (box.Port, box.ReplyTimeout) = (Proxy.Port, patience ?? TimeSpan.FromSeconds(30)));

    // As after a restore from a backup: other numbers for the same mails. The mail files with their flags stay.
    private void RenewGeneration(string username)
    {
        var maildir = Server.Maildir(username);
        var list = Path.Combine(maildir, "dovecot-uidlist");
        var fields = File.ReadLines(list).First().Split(' ');
        var generation = uint.Parse(fields.Single(field => field.StartsWith('V'))[1..], System.Globalization.CultureInfo.InvariantCulture) + 1;
        foreach (var index in Directory.EnumerateFiles(maildir, "dovecot.index*").Concat(Directory.EnumerateFiles(maildir, "dovecot-uidvalidity*")))
        {
            File.Delete(index);
        }

        File.WriteAllText(list, $"3 V{generation} N1001 {fields.Single(field => field.StartsWith('G'))}\n");
    }
}
