using System.Data.Common;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BounceProcessor.Alerts;

/// <summary>Sends canaries and waits for them; apart from <see cref="AlertWatch"/>, so that a sending server that hangs delays nothing else.</summary>
internal sealed class CanaryWatch(CanaryRound round, CanaryHomecoming homecoming, AlertSettings settings, ILogger<CanaryWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = settings.NewTimer();
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
            await homecoming.LookAsync(cancellationToken);
            await round.SendAsync(cancellationToken);
        }
        catch (DbException fault)
        {
            AlertLog.CanariesWait(logger, fault.Message);
        }
#pragma warning disable CA1031 // the top of the loop: a defect here must not end the watch, nor the service
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            AlertLog.LookBroke(logger, fault);
        }
#pragma warning restore CA1031
    }
}
