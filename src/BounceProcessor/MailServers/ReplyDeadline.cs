using MailKit;

namespace BounceProcessor.MailServers;

/// <summary>
/// Ends a piece of work when the server has been silent for too long, or so slow that it might as well be. MailKit's Connect and Disconnect are
/// known to hang although their token is cancelled (MailKit issues 1253 and 1489), so the work is not only told to stop: it is left behind.
/// </summary>
internal sealed class ReplyDeadline : ITransferProgress, IDisposable
{
    // One byte a second is a sign of life for ever. A modem of thirty years ago was faster than this.
    private const long LeastBytesPerSecond = 1024;

    // The many small mails that one reply brings take the server a moment each.
    private const long BytesThatAMailCountsFor = 2048;

    private readonly TimeSpan _limit;
    private readonly CancellationToken _outer;
    private readonly CancellationTokenSource _silence;
    private readonly Lock _gate = new();
    private long _begun = TimeProvider.System.GetTimestamp();
    private long _bytes;
    private long _bytesOfThisMail;
    private bool _isSlow;
    private bool _isOver;

    private ReplyDeadline(TimeSpan limit, CancellationToken outer)
    {
        _limit = limit;
        _outer = outer;
        _silence = CancellationTokenSource.CreateLinkedTokenSource(outer);
    }

    /// <summary>
    /// Runs the work. Each <see cref="Report(long)"/> starts the wait anew, as long as a kilobyte a second comes in all; without one the whole
    /// work has the limit.
    /// </summary>
    /// <exception cref="TimeoutException">Nothing was heard for <paramref name="limit"/>. Whatever the work uses is not to be used again.</exception>
    public static async Task<T> RunAsync<T>(
        TimeSpan limit, Func<ReplyDeadline, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var deadline = new ReplyDeadline(limit, cancellationToken);

        // On a thread of its own, since work that blocks before it first awaits would hold up the one that watches it.
        return await deadline.WatchAsync(token => Task.Run(() => work(deadline, token), CancellationToken.None));
    }

    /// <summary>As <see cref="RunAsync{T}(TimeSpan, Func{ReplyDeadline, CancellationToken, Task{T}}, CancellationToken)"/>, for work that is known not to block: begun at once.</summary>
    public static async Task<T> RunHereAsync<T>(
        TimeSpan limit, Func<ReplyDeadline, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var deadline = new ReplyDeadline(limit, cancellationToken);
        return await deadline.WatchAsync(token => work(deadline, token));
    }

    /// <inheritdoc cref="RunAsync{T}(TimeSpan, Func{ReplyDeadline, CancellationToken, Task{T}}, CancellationToken)"/>
    public static Task RunAsync(TimeSpan limit, Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        RunAsync(
            limit,
            async (_, token) =>
            {
                await work(token);
                return true;
            },
            cancellationToken);

    /// <inheritdoc />
    public void Report(long bytesTransferred, long totalSize) => Report(bytesTransferred);

    /// <summary>So much of the mail in hand has come.</summary>
    public void Report(long bytesTransferred)
    {
        lock (_gate)
        {
            _bytes += bytesTransferred >= _bytesOfThisMail ? bytesTransferred - _bytesOfThisMail : bytesTransferred;
            _bytesOfThisMail = bytesTransferred;
            WaitOn();
        }
    }

    /// <summary>A mail is here whole; the next reports are of another one.</summary>
    public void MailCame()
    {
        lock (_gate)
        {
            _bytes += BytesThatAMailCountsFor;
            _bytesOfThisMail = 0;
            WaitOn();
        }
    }

    /// <summary>The server is not expected to answer for so long.</summary>
    public void ExpectSilence(TimeSpan length)
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _silence.CancelAfter(length + _limit);
            }
        }
    }

    /// <summary>From now on an answer is due again, as if the work had just begun.</summary>
    public void ExpectAnswer()
    {
        lock (_gate)
        {
            (_begun, _bytes, _bytesOfThisMail) = (TimeProvider.System.GetTimestamp(), 0, 0);
            WaitOn();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            // Work that was left behind may still report; it finds this set.
            _isOver = true;
        }

        _silence.Cancel();
        _silence.Dispose();
    }

    private async Task<T> WatchAsync<T>(Func<CancellationToken, Task<T>> begin)
    {
        var token = _silence.Token;
        _silence.CancelAfter(_limit);
        var running = begin(token);
        try
        {
            return await running.WaitAsync(token);
        }
        catch (Exception exception) when (token.IsCancellationRequested)
        {
            Forget(running);
            _outer.ThrowIfCancellationRequested();
            throw new TimeoutException(Words(), exception);
        }
    }

    private void WaitOn()
    {
        if (_isOver)
        {
            return;
        }

        var whole = _limit + TimeSpan.FromSeconds((double)_bytes / LeastBytesPerSecond) - TimeProvider.System.GetElapsedTime(_begun);
        _isSlow = whole < _limit;
        _silence.CancelAfter(_isSlow ? TimeSpan.FromTicks(Math.Max(whole.Ticks, 0)) : _limit);
    }

    private string Words()
    {
        lock (_gate)
        {
            return _isSlow && _bytes > 0
                ? $"only {CountText.Of(_bytes, "byte")} came in {TimeProvider.System.GetElapsedTime(_begun).TotalSeconds:0.#} s"
                : $"no answer for {_limit.TotalSeconds:0.#} s";
        }
    }

    // Nobody awaits it any more; looking at the fault keeps it from being reported as unobserved.
    private static void Forget(Task running) =>
        _ = running.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
