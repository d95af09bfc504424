using System.Data.Common;

using Dapper;

using Microsoft.Extensions.Hosting;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Empties the outbox as long as the service runs: at once when this process put something in, and at every look otherwise.</summary>
/// <param name="parts">What the lanes work with.</param>
/// <param name="upkeep">Leases, recovery, giving up.</param>
/// <param name="signal">Tells of news in this process.</param>
/// <param name="database">Where is looked.</param>
/// <param name="time">When.</param>
internal sealed class OutboxWorkers(LaneParts parts, OutboxUpkeep upkeep, OutboxSignal signal, DbDataSource database, TimeProvider time) : BackgroundService
{
    // Of the half minute that the host gives its services to stop.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BeatEvery = OutboxUpkeep.Lease / 4;
    private static readonly string ListDue = SqlText.Load("Sending/Sql/ListDueServers.sql");

    private readonly Dictionary<string, ServerLane> _lanes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _breakOff = new();
    private DateTimeOffset _beatAt = DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _breakOff.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await LookUntilStoppedAsync(stoppingToken);
        await EndAsync();
    }

    private async Task LookUntilStoppedAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var known = signal.Times;
                await TryLookAsync(stop);
                await signal.WaitAsync(known, parts.Options.LookEvery, time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return; // the service stops
        }
    }

    private async Task TryLookAsync(CancellationToken stop)
    {
        try
        {
            await LookAsync(stop);
        }
        catch (DbException fault)
        {
            OutboxLog.LookFailed(parts.Logger, parts.Options.LookEvery, fault.Message);
        }
#pragma warning disable CA1031 // the top of the loop: a defect here must not end the outbox, nor the service
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            OutboxLog.LookBroke(parts.Logger, fault);
        }
#pragma warning restore CA1031
    }

    private async Task LookAsync(CancellationToken stop)
    {
        if (time.GetUtcNow() >= _beatAt)
        {
            await upkeep.BeatAsync();
            await upkeep.RecoverAsync();
            await upkeep.ExpireAsync();
            _beatAt = time.GetUtcNow() + BeatEvery;
        }

        await parts.Queue.ReturnUnreadAsync();
        var due = await DueAsync(stop);
        due.UnionWith(_lanes.Where(entry => entry.Value.HasLeftOver).Select(entry => entry.Key));
        if (due.Count > 0)
        {
            var rests = (await parts.Rests.ListAsync(stop)).ToDictionary(rest => rest.Server, StringComparer.Ordinal);
            foreach (var server in due)
            {
                Lane(server).Wake(rests.GetValueOrDefault(server), stop, _breakOff.Token);
            }
        }

        foreach (var (server, lane) in _lanes.Where(entry => entry.Value.IsIdle && !entry.Value.HasLeftOver && !due.Contains(entry.Key)).ToArray())
        {
            _lanes.Remove(server);
            lane.Dispose();
        }
    }

    private async Task<HashSet<string>> DueAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<string>(new CommandDefinition(
            ListDue, new { Now = time.GetUtcNow() }, cancellationToken: cancellationToken))).ToHashSet(StringComparer.Ordinal);
    }

    private ServerLane Lane(string server)
    {
        if (!_lanes.TryGetValue(server, out var lane))
        {
            _lanes[server] = lane = new ServerLane(server, parts, time);
        }

        return lane;
    }

    // Mails that are under way are finished; what was taken and not begun waits again.
    private async Task EndAsync()
    {
        _breakOff.CancelAfter(Grace);
        await Task.WhenAll(_lanes.Values.Select(lane => lane.EndAsync()));
        foreach (var lane in _lanes.Values)
        {
            lane.Dispose();
        }

        try
        {
            OutboxLog.Stopped(parts.Logger, await upkeep.LeaveAsync());
        }
        catch (DbException fault)
        {
            OutboxLog.LookFailed(parts.Logger, OutboxUpkeep.Lease, fault.Message);
        }
    }
}
