namespace BounceProcessor.Polling;

/// <summary>How long a mailbox rests after a fault. A success ends it; nothing of it outlives the process.</summary>
internal sealed class BackOff(TimeProvider time, Random random)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Faults, RestPace Pace, DateTimeOffset Until)> _resting = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long the mailbox is still to be left alone; zero when it is not.</summary>
    public TimeSpan Remaining(string mailbox)
    {
        lock (_gate)
        {
            var left = _resting.TryGetValue(mailbox, out var rest) ? rest.Until - time.GetUtcNow() : TimeSpan.Zero;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>A run failed.</summary>
    /// <returns>How long the mailbox rests now, and the how-manieth fault in a row it is.</returns>
    public (TimeSpan Delay, int Faults) Fail(string mailbox, RestPace pace)
    {
        lock (_gate)
        {
            var isNext = _resting.TryGetValue(mailbox, out var rest) && rest.Pace == pace && !(time.GetUtcNow() - rest.Until >= pace.SoundAfter);
            var faults = isNext ? rest.Faults + 1 : 1;
            var doubled = pace.First * Math.Pow(2, Math.Min(faults - 1, 20));

            // Mailboxes that failed together, because their server did, do not come back together.
            var delay = (doubled < pace.Longest ? doubled : pace.Longest) * (0.8 + (0.4 * random.NextDouble()));
            delay = delay < pace.Longest ? delay : pace.Longest;
            _resting[mailbox] = (faults, pace, time.GetUtcNow() + delay);
            return (delay, faults);
        }
    }

    /// <summary>A run succeeded.</summary>
    /// <returns>Whether the mailbox had failed before.</returns>
    public bool Succeed(string mailbox)
    {
        lock (_gate)
        {
            return _resting.Remove(mailbox);
        }
    }
}
