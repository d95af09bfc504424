using System.Data.Common;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BounceProcessor.Alerts;

/// <summary>
/// Looks again and again, by a timer of its own: what notices that nothing is being polled must not wait for a place in the schedule it watches.
/// </summary>
internal sealed class AlertWatch(AlertLook look, UnusableServers servers, AlertSettings settings, ILogger<AlertWatch> logger) : BackgroundService
{
    private volatile ServiceState _state = new(settings.Now, [], [], null, settings.IsPolling);

    /// <summary>What the last look found.</summary>
    public ServiceState State => _state;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not on the thread that starts the service.
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
        var before = _state;
        try
        {
            await servers.LookAsync(cancellationToken);
            _state = await look.LookAsync(cancellationToken);
            if (before.DatabaseFault is not null)
            {
                AlertLog.DatabaseUsable(logger);
            }
        }
        catch (DbException fault)
        {
            // It cannot be an event, since events are kept there. Told once, until it is over.
            _state = before with { At = settings.Now, DatabaseFault = fault.Message };
            if (before.DatabaseFault is null)
            {
                AlertLog.DatabaseUnusable(logger, fault.Message);
            }
        }
#pragma warning disable CA1031 // the top of the loop: a defect here must not end the watch, nor the service
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            AlertLog.LookBroke(logger, fault);
        }
#pragma warning restore CA1031
    }
}
