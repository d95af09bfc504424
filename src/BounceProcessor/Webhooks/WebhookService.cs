using System.Data.Common;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Webhooks;

/// <summary>Looks for news again and again while the service runs.</summary>
internal sealed class WebhookService(WebhookRound round, TimeProvider time, IOptions<WebhookOptions> options, ILogger<WebhookService> logger) : BackgroundService
{
    private bool _isDatabaseWell = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not on the thread that starts the service.
        await Task.Yield();
        using var timer = new PeriodicTimer(options.Value.Interval, time);
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
            while (await round.RunAsync(cancellationToken) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            _isDatabaseWell = true;
        }
        catch (DbException fault)
        {
            // Told once, until it is over.
            if (_isDatabaseWell)
            {
                WebhookLog.DatabaseUnusable(logger, fault.Message);
            }

            _isDatabaseWell = false;
        }
#pragma warning disable CA1031 // the top of the loop: a defect here must not end the service
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            WebhookLog.LookBroke(logger, fault);
        }
#pragma warning restore CA1031
    }
}
