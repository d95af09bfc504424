using System.Diagnostics.Metrics;

namespace BounceProcessor.Telemetry;

/// <summary>Counts what intake does.</summary>
public sealed class IntakeMetrics
{
    // From a run that found nothing to one that used up an hour.
    private static readonly double[] Seconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];

    private readonly Counter<long> _mails;
    private readonly Counter<long> _events;
    private readonly Counter<long> _runs;
    private readonly Histogram<double> _duration;

    /// <param name="meters">Makes the product's meter.</param>
    public IntakeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MetricNames.Meter);
        _mails = meter.CreateCounter<long>(MetricNames.IntakeMails, "{mail}", "Mails done.");
        _events = meter.CreateCounter<long>(MetricNames.IntakeEvents, "{event}", "Events added or gone on with.");
        _runs = meter.CreateCounter<long>(MetricNames.IntakeRuns, "{run}", "Runs ended.");
        _duration = meter.CreateHistogram(
            MetricNames.IntakeRunDuration, "s", "Length of a run.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
    }

    /// <summary>Counts one mail that is done, with its events.</summary>
    public void CountMail(string mailbox, string outcome, int added, int updated)
    {
        _mails.Add(1, Tag(MetricNames.MailboxTag, mailbox), Tag(MetricNames.OutcomeTag, outcome));
        if (added > 0)
        {
            _events.Add(added, Tag(MetricNames.MailboxTag, mailbox), Tag(MetricNames.OutcomeTag, "added"));
        }

        if (updated > 0)
        {
            _events.Add(updated, Tag(MetricNames.MailboxTag, mailbox), Tag(MetricNames.OutcomeTag, "updated"));
        }
    }

    /// <summary>Counts one run.</summary>
    public void CountRun(string mailbox, bool failed, TimeSpan duration)
    {
        _runs.Add(1, Tag(MetricNames.MailboxTag, mailbox), Tag(MetricNames.OutcomeTag, failed ? "failed" : "completed"));
        _duration.Record(duration.TotalSeconds, Tag(MetricNames.MailboxTag, mailbox));
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
