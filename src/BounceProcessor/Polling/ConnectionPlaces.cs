namespace BounceProcessor.Polling;

/// <summary>A number of places that are taken several at a time, in the order of asking.</summary>
internal sealed class ConnectionPlaces
{
    private readonly int _count;
    private readonly Lock _gate = new();
    private readonly LinkedList<(int Wanted, TaskCompletionSource Signal)> _waiting = new();
    private int _free;

    public ConnectionPlaces(int count) => _count = _free = count;

    /// <summary>Waits for places, all at once, so that two who each have some never wait for each other.</summary>
    /// <param name="wanted">How many; at most as many as there are.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>To be disposed of when the places are free again.</returns>
    public async Task<IDisposable> TakeAsync(int wanted, CancellationToken cancellationToken)
    {
        wanted = Math.Min(wanted, _count);
        var entry = (wanted, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            _waiting.AddLast(entry);
            Serve();
        }

        try
        {
            await entry.Item2.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
            {
                // Served in the same moment: then the places go back.
                _free += _waiting.Remove(entry) ? 0 : wanted;
                Serve();
            }

            throw;
        }

        return new Taken(this, wanted);
    }

    // Those behind one who wants many wait too, else it would wait for ever.
    private void Serve()
    {
        while (_waiting.First is { Value: var first } && first.Wanted <= _free)
        {
            _waiting.RemoveFirst();
            _free -= first.Wanted;
            first.Signal.SetResult();
        }
    }

    private sealed class Taken(ConnectionPlaces places, int wanted) : IDisposable
    {
        private bool _isOver;

        public void Dispose()
        {
            lock (places._gate)
            {
                places._free += _isOver ? 0 : wanted;
                _isOver = true;
                places.Serve();
            }
        }
    }
}
