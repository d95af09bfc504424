using Microsoft.Extensions.Logging;

namespace BounceProcessor.Polling;

/// <summary>Leaves work behind that was told to stop and does not: a thread that hangs takes neither the mailbox nor the schedule's place with it.</summary>
internal static class RunWatchdog
{
    /// <summary>How long work may take to stop.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>How long a mailbox that is of no more use may take to be closed.</summary>
    private static readonly TimeSpan LongestClosing = TimeSpan.FromSeconds(10);

    /// <summary>Runs the work on a thread of its own.</summary>
    /// <exception cref="WorkLeftBehindException">It went on for <see cref="Patience"/> after <paramref name="stop"/>.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> work, TimeProvider time, CancellationToken stop)
    {
        var running = Task.Run(work, CancellationToken.None);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stop.Register(() => told.TrySetResult()))
        {
            await Task.WhenAny(running, told.Task);
        }

        if (!running.IsCompleted && !await EndsAsync(running, time))
        {
            // Nobody awaits it any more; looking at the fault keeps it from being reported as unobserved.
            _ = running.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new WorkLeftBehindException();
        }

        return await running;
    }

    /// <summary>Closes what a run used, in a time that does not depend on anybody else.</summary>
    public static async Task CloseAsync(IAsyncDisposable source, string mailbox, ILogger logger)
    {
        var closing = Task.Run(() => source.DisposeAsync().AsTask(), CancellationToken.None);
        try
        {
            await closing.WaitAsync(LongestClosing, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            PollingLog.NotClosed(logger, mailbox, LongestClosing);
        }
    }

    private static async Task<bool> EndsAsync(Task running, TimeProvider time)
    {
        using var over = new CancellationTokenSource();
        var patience = Task.Delay(Patience, time, over.Token);
        var first = await Task.WhenAny(running, patience);
        await over.CancelAsync();
        return first == running;
    }
}

/// <summary>Work that was told to stop went on.</summary>
internal sealed class WorkLeftBehindException() : Exception("The work was told to stop and did not.");
