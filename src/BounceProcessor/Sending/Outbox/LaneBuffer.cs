namespace BounceProcessor.Sending.Outbox;

/// <summary>What a lane has taken and not sent yet: single mails first, then by the time they were due.</summary>
internal sealed class LaneBuffer
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TakenTransmission, (long Priority, DateTimeOffset At, long Id)> _mails = new();

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _mails.Count;
            }
        }
    }

    public void Add(IEnumerable<TakenTransmission> taken)
    {
        lock (_gate)
        {
            foreach (var one in taken)
            {
                _mails.Enqueue(one, (one.Row.Priority, one.Row.NextAt, one.Row.Id));
            }
        }
    }

    public TakenTransmission? Next()
    {
        lock (_gate)
        {
            return _mails.TryDequeue(out var next, out _) ? next : null;
        }
    }

    public IReadOnlyList<TakenTransmission> TakeAll()
    {
        lock (_gate)
        {
            var all = _mails.UnorderedItems.Select(item => item.Element).ToArray();
            _mails.Clear();
            return all;
        }
    }
}
