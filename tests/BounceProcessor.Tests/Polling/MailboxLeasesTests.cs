using System.Diagnostics;

using BounceProcessor.Polling;
using BounceProcessor.Tests.Database;

using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace BounceProcessor.Tests.Polling;

public sealed class MailboxLeasesTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 12, 8, 15, 30, TimeSpan.Zero));
    private readonly MailboxLeases _leases;

    public MailboxLeasesTests() => _leases = new MailboxLeases(_database.Source, _time);

    public async ValueTask InitializeAsync() => await _database.ApplySchemaAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_lease_that_is_held_is_refused_and_its_holder_named()
    {
        await TakeAsync("box", LeaseOwner.Current);

        var (lease, holder) = await TakeAsync("box", "other|space|1|1");

        Assert.Null(lease);
        Assert.Equal($"process {Environment.ProcessId} on {Environment.MachineName}", holder?.Words);
        Assert.Equal(_time.GetUtcNow(), holder?.HeartbeatAt);
        Assert.NotNull((await TakeAsync("another box", "other|space|1|1")).Lease);
    }

    [Fact]
    public async Task A_lease_given_back_is_free_at_once()
    {
        var (lease, _) = await TakeAsync("box", "a");
        await _leases.ReleaseAsync(lease ?? throw new InvalidOperationException("no lease"), TestContext.Current.CancellationToken);

        Assert.NotNull((await TakeAsync("box", "b")).Lease);
    }

    [Fact]
    public async Task A_lease_without_heartbeat_runs_out_and_its_old_holder_can_no_longer_renew_it()
    {
        var (old, _) = await TakeAsync("box", "host-a|x|1|1");
        _time.Advance(MailboxLeases.Length - TimeSpan.FromSeconds(1));
        Assert.Null((await TakeAsync("box", "host-b|x|2|2")).Lease);
        _time.Advance(TimeSpan.FromSeconds(1));

        var (lease, _) = await TakeAsync("box", "host-b|x|2|2");

        Assert.Equal(old?.Fencing + 1, lease?.Fencing);
        Assert.False(await RenewAsync(old));
        Assert.True(await RenewAsync(lease));
    }

    [Fact]
    public async Task A_lease_that_is_renewed_does_not_run_out()
    {
        var (lease, _) = await TakeAsync("box", "host-a|x|1|1");
        for (var beat = 0; beat < 10; beat++)
        {
            _time.Advance(MailboxLeases.Length / 4);
            Assert.True(await RenewAsync(lease));
        }

        Assert.Null((await TakeAsync("box", "host-b|x|2|2")).Lease);
    }

    [Fact]
    public async Task A_holder_that_gives_a_lost_lease_back_does_not_take_it_from_the_new_one()
    {
        var (old, _) = await TakeAsync("box", "host-a|x|1|1");
        _time.Advance(MailboxLeases.Length);
        await TakeAsync("box", "host-b|x|2|2");

        await _leases.ReleaseAsync(old ?? throw new InvalidOperationException("no lease"), TestContext.Current.CancellationToken);

        Assert.Null((await TakeAsync("box", "host-c|x|3|3")).Lease);
    }

    [Fact]
    public async Task The_lease_of_a_process_of_this_machine_that_died_is_free_at_once()
    {
        using var process = Process.Start("/bin/sh", ["-c", "exit 0"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var parts = LeaseOwner.Current.Split('|');
        var dead = $"{parts[0]}|{parts[1]}|{process.Id}|{parts[3]}|{parts[4]}";
        await TakeAsync("box", dead);

        Assert.NotNull((await TakeAsync("box", LeaseOwner.Current)).Lease);
    }

    [Fact]
    public void A_process_number_used_again_is_not_taken_for_the_old_process()
    {
        var parts = LeaseOwner.Current.Split('|');

        Assert.False(LeaseOwner.IsDead(LeaseOwner.Current));
        Assert.True(LeaseOwner.IsDead($"{parts[0]}|{parts[1]}|{parts[2]}|1000|{parts[4]}"));
        Assert.False(LeaseOwner.IsDead($"other machine|{parts[1]}|{parts[2]}|1000|{parts[4]}"));
        Assert.False(LeaseOwner.IsDead($"{parts[0]}|pid:[1]|{parts[2]}|1000|{parts[4]}"));
        Assert.Equal(OperatingSystem.IsLinux(), LeaseOwner.IsDead($"{parts[0]}|{parts[1]}|{parts[2]}|{parts[3]}|another boot"));
    }

    private Task<(MailboxLease? Lease, LeaseHolder? Holder)> TakeAsync(string mailbox, string owner) =>
        _leases.TryTakeAsync(mailbox, owner, TestContext.Current.CancellationToken);

    private Task<bool> RenewAsync(MailboxLease? lease) =>
        _leases.RenewAsync(lease ?? throw new InvalidOperationException("no lease"), TestContext.Current.CancellationToken);
}
