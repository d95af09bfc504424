using System.Globalization;

using BounceProcessor.Sending.Outbox;

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BounceProcessor.Host.Health;

/// <summary>Not well while a person has to decide about a mail, only people can mend a server, or mails are not sent although they could be.</summary>
internal sealed class OutboxHealth(OutboxMetrics metrics, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan LongestDue = TimeSpan.FromHours(1);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var (count, words) = (metrics.Count, new List<string>());
        if (count.Unsure > 0)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(count.Unsure, "transmission")} may have gone out and {(count.Unsure == 1 ? "waits" : "wait")} for a person"));
        }

        foreach (var unusable in metrics.Rests.Where(rest => rest.Cause != RestCause.Connection).CountBy(rest => rest.Cause).OrderBy(one => one.Key))
        {
            words.Add(CountText.Of(unusable.Value, $"server {RestWords.Of(unusable.Key)}", $"servers {RestWords.OfSeveral(unusable.Key)}"));
        }

        if (count.OldestDueAt is { } oldest && time.GetUtcNow() - oldest > LongestDue)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"the oldest mail is due since {oldest.UtcDateTime:yyyy-MM-dd HH:mm} UTC"));
        }

        var sums = new Dictionary<string, object> { ["waiting"] = count.Waiting, ["sending"] = count.Sending, ["held"] = count.Held, ["unsure"] = count.Unsure };
        return Task.FromResult(words.Count == 0
            ? HealthCheckResult.Healthy(string.Create(CultureInfo.InvariantCulture, $"{count.Waiting} waiting"), sums)
            : HealthCheckResult.Degraded(string.Join("; ", words), null, sums));
    }
}
