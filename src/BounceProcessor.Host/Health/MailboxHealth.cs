using BounceProcessor.Alerts;

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BounceProcessor.Host.Health;

/// <summary>Ill when no mailbox is polled, not well when one is not.</summary>
internal sealed class MailboxHealth(AlertWatch watch, TimeProvider time) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var state = watch.State;
        var silent = state.Mailboxes.Where(mailbox => mailbox.IsSilent).ToList();
        var status = silent.Count == 0 ? HealthStatus.Healthy : silent.Count == state.Mailboxes.Count ? HealthStatus.Unhealthy : HealthStatus.Degraded;
        var words = state.IsPolling
            ? silent.Count == 0
                ? $"{state.Mailboxes.Count} polled"
                : $"not polled for too long: {string.Join(", ", silent.Select(mailbox => $"{mailbox.Name} ({AlertText.Span(mailbox.Silent)})"))}"
            : "polling is switched off (Polling:Enabled)";
        return Task.FromResult(new HealthCheckResult(status, words, null, state.Mailboxes.ToDictionary(mailbox => mailbox.Name, Facts)));
    }

    private object Facts(PolledMailbox mailbox) => new Dictionary<string, object?>
    {
        ["lastSuccess"] = mailbox.Activity.LastEndedAt?.UtcDateTime,
        ["ageSeconds"] = mailbox.Activity.LastEndedAt is { } at ? (long)(time.GetUtcNow() - at).TotalSeconds : null,
        ["silentSeconds"] = (long)mailbox.Silent.TotalSeconds,
        ["allowedSeconds"] = mailbox.Allowed == TimeSpan.MaxValue ? null : (long)mailbox.Allowed.TotalSeconds,
        ["fault"] = mailbox.Activity.Fault,
        ["left"] = mailbox.Activity.Left,
    };
}
