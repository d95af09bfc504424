using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

using BounceProcessor.Telemetry;

namespace BounceProcessor.Benchmarks.Polling;

/// <summary>How long each step of the runs took on the wall, all together.</summary>
internal sealed class StepTimes : IDisposable
{
    private readonly ConcurrentDictionary<string, TimeSpan> _times = new(StringComparer.Ordinal);
    private readonly ActivityListener _listener;
    private readonly TimeSpan _paused = GC.GetTotalPauseDuration();

    public StepTimes()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == IntakeTrace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = step => _times.AddOrUpdate(step.OperationName, step.Duration, (_, before) => before + step.Duration),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>"list 3 %, fetch 40 %, …" of the whole.</summary>
    public string Shares()
    {
        var whole = _times.GetValueOrDefault(IntakeTrace.Poll);
        string[] steps = [IntakeTrace.List, IntakeTrace.Fetch, IntakeTrace.Diagnose, IntakeTrace.File, IntakeTrace.Settle, IntakeTrace.MarkSettled];
        return whole == TimeSpan.Zero ? "" : string.Join(", ", steps.Where(_times.ContainsKey).Select(step => (Name: step, Time: _times[step]))
            .Append((Name: "collector", Time: GC.GetTotalPauseDuration() - _paused))
            .Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Name} {step.Time / whole:P0}")));
    }

    public void Dispose() => _listener.Dispose();
}
