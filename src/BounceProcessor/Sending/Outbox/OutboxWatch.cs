using System.Data.Common;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Counts the outbox every few seconds, for metrics and health; also where nothing is sent, so that it is seen that nothing is.</summary>
internal sealed class OutboxWatch(OutboxCounts counts, ServerRests rests, OutboxMetrics metrics, TimeProvider time, ILogger<OutboxWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            return; // the service stops
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            metrics.Look(await counts.FindAsync(null, cancellationToken), await rests.ListAsync(cancellationToken));
        }
        catch (DbException fault)
        {
            OutboxLog.LookFailed(logger, Every, fault.Message);
        }
    }
}
