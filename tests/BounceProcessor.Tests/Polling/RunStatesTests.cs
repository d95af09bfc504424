using BounceProcessor.Intake;
using BounceProcessor.Polling;
using BounceProcessor.Tests.Database;

using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace BounceProcessor.Tests.Polling;

public sealed class RunStatesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 12, 8, 15, 30, TimeSpan.Zero);

    private readonly TestDatabase _database = new();
    private readonly FakeTimeProvider _time = new(Start);
    private readonly MailboxLeases _leases;

    public RunStatesTests() => _leases = new MailboxLeases(_database.Source, _time);

    public async ValueTask InitializeAsync() => await _database.ApplySchemaAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_run_without_end_whose_lease_is_held_goes_on()
    {
        await _leases.TryTakeAsync("box", LeaseOwner.Current, CancellationToken.None);

        Assert.Equal(RunState.Running, await StateAsync(Unended));
    }

    [Fact]
    public async Task A_run_without_end_whose_lease_ran_out_was_killed()
    {
        await _leases.TryTakeAsync("box", "host-b|x|1|1", CancellationToken.None);
        _time.Advance(MailboxLeases.Length);

        Assert.Equal(RunState.Killed, await StateAsync(Unended));
    }

    [Fact]
    public async Task A_run_without_end_whose_process_is_dead_was_killed_before_its_lease_runs_out()
    {
        await _leases.TryTakeAsync("box", LeaseOwner.Current.Replace($"|{Environment.ProcessId}|", "|4194303|", StringComparison.Ordinal), CancellationToken.None);

        Assert.Equal(RunState.Killed, await StateAsync(Unended));
    }

    [Fact]
    public async Task A_run_without_end_was_killed_when_a_later_run_has_the_lease()
    {
        _time.Advance(TimeSpan.FromMinutes(5));
        await _leases.TryTakeAsync("box", LeaseOwner.Current, CancellationToken.None);

        Assert.Equal(RunState.Killed, await StateAsync(Unended));
    }

    [Fact]
    public async Task A_run_with_an_end_ended_or_failed()
    {
        Assert.Equal(RunState.Ended, await StateAsync(Unended with { EndedAt = Start }));
        Assert.Equal(RunState.Failed, await StateAsync(Unended with { EndedAt = Start, Error = "no answer" }));
    }

    private static RunSummary Unended => new() { Id = 1, Mailbox = "box", StartedAt = Start };

    private Task<RunState> StateAsync(RunSummary run) => new RunStates(_leases, _time).OfAsync(run, CancellationToken.None);
}
