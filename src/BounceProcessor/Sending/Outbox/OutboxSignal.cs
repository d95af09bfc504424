namespace BounceProcessor.Sending.Outbox;

/// <summary>Tells the workers of this process that there is something to send. Those of other processes find it when they look next.</summary>
internal sealed class OutboxSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _news = New();

    /// <summary>How often there was news; grows.</summary>
    public long Times { get; private set; }

    /// <summary>Wakes whoever waits.</summary>
    public void Set()
    {
        TaskCompletionSource news;
        lock (_gate)
        {
            Times++;
            (news, _news) = (_news, New());
        }

        news.SetResult();
    }

    /// <summary>Waits for news after those that were known.</summary>
    /// <param name="known">What <see cref="Times"/> was.</param>
    /// <param name="longest">How long to wait.</param>
    /// <param name="time">Measures it.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    public async Task WaitAsync(long known, TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        Task news;
        lock (_gate)
        {
            news = Times > known ? Task.CompletedTask : _news.Task;
        }

        try
        {
            await news.WaitAsync(longest, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return; // to look without news
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
