using System.Diagnostics.Metrics;

using BounceProcessor.Diagnosis;
using BounceProcessor.Telemetry;

namespace BounceProcessor.Sending.Outbox;

/// <summary>What the outbox holds and what it does, for monitoring.</summary>
internal sealed class OutboxMetrics
{
    private readonly Counter<long> _recipients;
    private readonly TimeProvider _time;
    private volatile OutboxCount _count = new();
    private volatile IReadOnlyList<ServerRest> _rests = [];

    public OutboxMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(MetricNames.Meter);
        _recipients = meter.CreateCounter<long>(MetricNames.OutboxRecipients, "{recipient}", "Recipients answered for.");
        meter.CreateObservableGauge(MetricNames.OutboxTransmissions, Transmissions, "{transmission}", "Transmissions that are not done.");
        meter.CreateObservableGauge(MetricNames.OutboxAge, Age, "s", "Time that the oldest transmission has been due.");
        meter.CreateObservableGauge(MetricNames.OutboxServers, Servers, "{server}", "Servers that rest after a fault.");
    }

    /// <summary>What the last look found.</summary>
    public OutboxCount Count => _count;

    /// <summary>Servers that failed when they were asked last.</summary>
    public IReadOnlyList<ServerRest> Rests => _rests;

    /// <summary>Keeps what a look found.</summary>
    public void Look(OutboxCount count, IReadOnlyList<ServerRest> rests) => (_count, _rests) = (count, rests);

    /// <summary>Counts what is stored of a try.</summary>
    public void CountSettled(Settlement settlement)
    {
        foreach (var recipient in settlement.Recipients)
        {
            _recipients.Add(1, new KeyValuePair<string, object?>(MetricNames.OutcomeTag, recipient.State.ToCode()));
        }
    }

    private IEnumerable<Measurement<long>> Transmissions()
    {
        var count = _count;
        return
        [
            Of(count.Waiting, MetricNames.StateTag, "waiting"),
            Of(count.Sending, MetricNames.StateTag, "sending"),
            Of(count.Held, MetricNames.StateTag, "held"),
            Of(count.Unsure, MetricNames.StateTag, "unsure"),
        ];
    }

    private double Age() => _count.OldestDueAt is { } oldest && _time.GetUtcNow() - oldest is { Ticks: > 0 } age ? age.TotalSeconds : 0;

    private IEnumerable<Measurement<long>> Servers() =>
        Enum.GetValues<RestCause>().Select(cause => Of(_rests.Count(rest => rest.Cause == cause), MetricNames.CauseTag, cause.ToCode()));

    private static Measurement<long> Of(long value, string tag, string name) => new(value, new KeyValuePair<string, object?>(tag, name));
}
