using System.Data.Common;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BounceProcessor.Marks;

/// <summary>Ends marks once a minute while the service runs.</summary>
internal sealed class MarkExpiryWatch(MarkExpiry expiry, TimeProvider time, ILogger<MarkExpiryWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not on the thread that starts the service.
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
            if (await expiry.RunAsync(cancellationToken) is > 0 and var ended)
            {
                MarkLog.Expired(logger, ended);
            }
        }
        catch (DbException fault)
        {
            MarkLog.ExpiryFailed(logger, fault.Message);
        }
#pragma warning disable CA1031 // the top of the loop: a defect here must not end the service
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            MarkLog.ExpiryBroke(logger, fault);
        }
#pragma warning restore CA1031
    }
}
