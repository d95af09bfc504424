using BounceProcessor.Alerts;

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BounceProcessor.Host.Health;

/// <summary>Not well while a mail is in quarantine: our own code failed on it.</summary>
internal sealed class QuarantineHealth(AlertWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var counts = watch.State.Mailboxes.Where(mailbox => mailbox.Activity.Quarantined > 0).ToDictionary(mailbox => mailbox.Name, mailbox => (object)mailbox.Activity.Quarantined);
        return Task.FromResult(counts.Count == 0
            ? HealthCheckResult.Healthy("empty")
            : HealthCheckResult.Degraded($"mails in quarantine: {string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"))}", null, counts));
    }
}
