using System.Diagnostics.Metrics;

namespace BounceProcessor.Telemetry;

/// <summary>Counts what intake does.</summary>
public sealed class IntakeMetrics
{
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
        _duration = meter.CreateHistogram<double>(MetricNames.IntakeRunDuration, "s", "Length of a run.");
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
