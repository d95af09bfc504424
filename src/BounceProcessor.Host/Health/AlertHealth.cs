using System.Globalization;

using BounceProcessor.Alerts;

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BounceProcessor.Host.Health;

/// <summary>Not well while an alert is open.</summary>
internal sealed class AlertHealth(AlertWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var open = watch.State.Open;
        var facts = open.ToDictionary(
            alert => $"{alert.Condition} {alert.Mailbox}",
            alert => (object)new Dictionary<string, object> { ["event"] = alert.EventId, ["since"] = alert.RaisedAt.UtcDateTime });
        return Task.FromResult(open.Count == 0
            ? HealthCheckResult.Healthy("none open")
            : HealthCheckResult.Degraded(
                $"open: {string.Join(", ", open.Select(alert => string.Create(CultureInfo.InvariantCulture, $"{alert.Condition} of {alert.Mailbox} (event {alert.EventId})")))}", null, facts));
    }
}
