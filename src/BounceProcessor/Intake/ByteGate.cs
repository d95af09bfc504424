namespace BounceProcessor.Intake;

/// <summary>Keeps the bytes in hand below a limit: whoever wants more waits. One may wait at a time. More than the limit is let through alone.</summary>
internal sealed class ByteGate(long limit)
{
    private readonly Lock _gate = new();
    private long _inHand;
    private TaskCompletionSource? _room;

    /// <summary>Waits until there is room.</summary>
    public async Task TakeAsync(long bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_inHand == 0 || _inHand + bytes <= limit)
                {
                    _inHand += bytes;
                    return;
                }

                _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
            }

            await room.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Gives room back.</summary>
    public void Release(long bytes)
    {
        lock (_gate)
        {
            _inHand -= bytes;
            _room?.TrySetResult();
            _room = null;
        }
    }
}
