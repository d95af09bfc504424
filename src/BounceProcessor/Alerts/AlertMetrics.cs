using System.Diagnostics.Metrics;

using BounceProcessor.Telemetry;

namespace BounceProcessor.Alerts;

/// <summary>What the last look found, as gauges.</summary>
internal sealed class AlertMetrics
{
    private readonly AlertWatch _watch;
    private readonly CanaryHomecoming _canaries;
    private readonly TimeProvider _time;

    public AlertMetrics(IMeterFactory meters, AlertWatch watch, CanaryHomecoming canaries, TimeProvider time)
    {
        (_watch, _canaries, _time) = (watch, canaries, time);
        var meter = meters.Create(MetricNames.Meter);
        meter.CreateObservableGauge(MetricNames.MailboxAge, Ages, "s", "Time since the last successful run ended.");
        meter.CreateObservableGauge(MetricNames.MailboxSilence, () => Each(mailbox => mailbox.Silent.TotalSeconds), "s", "Time the service has been running since the last successful run.");
        meter.CreateObservableGauge(MetricNames.MailboxLeft, () => Each(mailbox => mailbox.Activity.Left), "{mail}", "Mails the last run left.");
        meter.CreateObservableGauge(MetricNames.MailboxQuarantine, () => Each(mailbox => mailbox.Activity.Quarantined), "{mail}", "Mails in quarantine.");
        meter.CreateObservableGauge(MetricNames.MailboxLeased, () => Each(mailbox => mailbox.Activity.IsLeased ? 1L : 0), "{lease}", "1 while a process polls the mailbox.");
        meter.CreateObservableGauge(MetricNames.AlertsOpen, Alerts, "{alert}", "Open alerts.");
        meter.CreateObservableGauge(MetricNames.CanaryRoundTrip, RoundTrips, "s", "Time from sending the last canary to filing its bounce.");
        meter.CreateObservableGauge(MetricNames.DatabaseUsable, () => _watch.State.DatabaseFault is null ? 1L : 0, "{database}", "1 while the database can be written to.");
    }

    private IEnumerable<Measurement<double>> Ages()
    {
        var now = _time.GetUtcNow();
        return from mailbox in _watch.State.Mailboxes
               where mailbox.Activity.LastEndedAt is not null
               select new Measurement<double>((now - mailbox.Activity.LastEndedAt.GetValueOrDefault()).TotalSeconds, Mailbox(mailbox.Name));
    }

    private IEnumerable<Measurement<T>> Each<T>(Func<PolledMailbox, T> value)
        where T : struct => _watch.State.Mailboxes.Select(mailbox => new Measurement<T>(value(mailbox), Mailbox(mailbox.Name)));

    // Every pair has a value, so that a rule on "above 0" finds a series before the first alert.
    private IEnumerable<Measurement<long>> Alerts()
    {
        var state = _watch.State;
        return from mailbox in state.Mailboxes
               from condition in AlertCondition.All
               select new Measurement<long>(
                   state.Open.Any(alert => alert.Mailbox == mailbox.Name && alert.Condition == condition) ? 1 : 0,
                   Mailbox(mailbox.Name),
                   new KeyValuePair<string, object?>(MetricNames.ConditionTag, condition));
    }

    private IEnumerable<Measurement<double>> RoundTrips() =>
        _canaries.RoundTrips.Select(trip => new Measurement<double>(trip.Value.TotalSeconds, Mailbox(trip.Key)));

    private static KeyValuePair<string, object?> Mailbox(string name) => new(MetricNames.MailboxTag, name);
}
