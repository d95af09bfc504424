namespace BounceProcessor.Alerts;

/// <summary>Counts the bounces of one mailbox by the minute of their arrival, so that a backlog of many days is no storm.</summary>
/// <param name="minutes">The length of the time that is counted over.</param>
internal sealed class StormCount(int minutes)
{
    private const int MostMinutes = 3_000;

    private readonly SortedDictionary<long, long> _byMinute = [];

    /// <summary>Adds what was filed since the last look.</summary>
    /// <returns>The most bounces in any such time that got new ones.</returns>
    public long Add(IEnumerable<BounceMinute> filed)
    {
        var touched = new SortedSet<long>();
        foreach (var one in filed)
        {
            _byMinute[one.Minute] = _byMinute.GetValueOrDefault(one.Minute) + one.Bounces;
            touched.Add(one.Minute);
        }

        var most = Most(touched);
        while (_byMinute.Count > MostMinutes)
        {
            _byMinute.Remove(_byMinute.Keys.First());
        }

        return most;
    }

    private long Most(SortedSet<long> touched)
    {
        var window = new Queue<KeyValuePair<long, long>>();
        long sum = 0;
        long most = 0;
        foreach (var minute in _byMinute)
        {
            window.Enqueue(minute);
            sum += minute.Value;
            while (window.Peek().Key <= minute.Key - minutes)
            {
                sum -= window.Dequeue().Value;
            }

            if (sum > most && touched.GetViewBetween(window.Peek().Key, minute.Key).Count > 0)
            {
                most = sum;
            }
        }

        return most;
    }
}
