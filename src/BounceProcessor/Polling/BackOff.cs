namespace BounceProcessor.Polling;

/// <summary>How long a mailbox rests after a fault: 10 seconds, doubled with each further fault, give or take a fifth, at most 15 minutes. A success ends it.</summary>
internal sealed class BackOff(TimeProvider time, Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Faults, DateTimeOffset Until)> _resting = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the mailbox is to be left alone now.</summary>
    public bool Rests(string mailbox)
    {
        lock (_gate)
        {
            return _resting.TryGetValue(mailbox, out var rest) && time.GetUtcNow() < rest.Until;
        }
    }

    /// <summary>A run failed.</summary>
    /// <returns>How long the mailbox rests now.</returns>
    public TimeSpan Fail(string mailbox)
    {
        lock (_gate)
        {
            var faults = _resting.TryGetValue(mailbox, out var rest) ? rest.Faults + 1 : 1;
            var doubled = First * Math.Pow(2, Math.Min(faults - 1, 20));

            // Mailboxes that failed together, because their server did, do not come back together.
            var delay = doubled * (0.8 + (0.4 * random.NextDouble()));
            delay = delay < Longest ? delay : Longest;
            _resting[mailbox] = (faults, time.GetUtcNow() + delay);
            return delay;
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
