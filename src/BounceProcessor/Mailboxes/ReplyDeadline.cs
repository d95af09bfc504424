using MailKit;

namespace BounceProcessor.Mailboxes;

/// <summary>
/// Ends a piece of work when the server has been silent for too long. MailKit's Connect and Disconnect are known to hang although their token is
/// cancelled (MailKit issues 1253 and 1489), so the work is not only told to stop: it is left behind.
/// </summary>
internal sealed class ReplyDeadline : ITransferProgress, IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationToken _outer;
    private readonly CancellationTokenSource _silence;
    private volatile bool _isOver;

    private ReplyDeadline(TimeSpan limit, CancellationToken outer)
    {
        _limit = limit;
        _outer = outer;
        _silence = CancellationTokenSource.CreateLinkedTokenSource(outer);
    }

    /// <summary>Runs the work; it may call <see cref="Report(long)"/> for each sign of life, which starts the wait anew.</summary>
    /// <exception cref="TimeoutException">Nothing was heard for <paramref name="limit"/>. Whatever the work uses is not to be used again.</exception>
    public static async Task<T> RunAsync<T>(
        TimeSpan limit, Func<ReplyDeadline, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var deadline = new ReplyDeadline(limit, cancellationToken);
        return await deadline.RunAsync(work);
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

    public void Report(long bytesTransferred, long totalSize) => Report(bytesTransferred);

    public void Report(long bytesTransferred)
    {
        if (!_isOver)
        {
            _silence.CancelAfter(_limit);
        }
    }

    public void Dispose()
    {
        // Work that was left behind may still report; it finds this set, or the timer already gone off.
        _isOver = true;
        _silence.Cancel();
        _silence.Dispose();
    }

    private async Task<T> RunAsync<T>(Func<ReplyDeadline, CancellationToken, Task<T>> work)
    {
        var token = _silence.Token;
        _silence.CancelAfter(_limit);
        var running = work(this, token);
        try
        {
            return await running.WaitAsync(token);
        }
        catch (Exception exception) when (token.IsCancellationRequested)
        {
            Forget(running);
            _outer.ThrowIfCancellationRequested();
            throw new TimeoutException($"no answer for {_limit.TotalSeconds:0.#} s", exception);
        }
    }

    // Nobody awaits it any more; looking at the fault keeps it from being reported as unobserved.
    private static void Forget(Task running) =>
        _ = running.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
