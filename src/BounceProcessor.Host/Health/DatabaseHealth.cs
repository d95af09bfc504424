using System.Data.Common;

using BounceProcessor.Alerts;

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BounceProcessor.Host.Health;

/// <summary>Ill when the database cannot be read now, or could not be written to at the last look.</summary>
internal sealed class DatabaseHealth(ActivityStore activities, AlertWatch watch) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            await activities.NewestEventAsync(cancellationToken);
        }
        catch (DbException fault)
        {
            return HealthCheckResult.Unhealthy($"cannot be read: {fault.Message}");
        }

        return watch.State.DatabaseFault is { } found
            ? HealthCheckResult.Unhealthy($"cannot be written to: {found}")
            : HealthCheckResult.Healthy("can be read and written to");
    }
}
