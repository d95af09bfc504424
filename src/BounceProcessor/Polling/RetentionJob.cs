using System.Data.Common;

using BounceProcessor.Intake;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Quartz;

namespace BounceProcessor.Polling;

/// <summary>Removes once a day what is older than retention says.</summary>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(
    RetentionSweep sweep, RunThinning thinning, IHostApplicationLifetime lifetime, ILogger<RetentionJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            await sweep.SweepAsync("schedule", null, stop.Token);
            await thinning.ThinAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            PollingLog.SweepStopped(logger);
        }
        catch (DbException fault)
        {
            PollingLog.SweepFailed(logger, fault.Message);
        }
    }
}
