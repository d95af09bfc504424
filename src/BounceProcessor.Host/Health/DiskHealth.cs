using BounceProcessor.Alerts;
using BounceProcessor.Database;

using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Health;

/// <summary>Not well when little space is left where the database lies, ill when nearly none is.</summary>
internal sealed class DiskHealth(IOptions<AlertOptions> alerts, IOptions<DatabaseOptions> database) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(database.Value.Path)) ?? ".";
        long free;
        try
        {
            free = new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Task.FromResult(HealthCheckResult.Degraded($"the space of {folder} cannot be told: {fault.Message}"));
        }

        var low = alerts.Value.LowDiskBytes;
        var status = free >= low ? HealthStatus.Healthy : free >= low / 10 ? HealthStatus.Degraded : HealthStatus.Unhealthy;
        var words = FormattableString.Invariant($"{free / (1024.0 * 1024 * 1024):0.0} GiB free in {folder}");
        return Task.FromResult(new HealthCheckResult(status, words, null, new Dictionary<string, object> { ["freeBytes"] = free, ["lowBytes"] = low }));
    }
}
