using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Polling;

/// <summary>
/// The one source that the service has for a mailbox. A run borrows it; between the runs a watch may wait for news on its connection. Whoever
/// wants to run ends the wait, so there are never two connections.
/// </summary>
internal sealed class KeptSource(string name, ConfiguredMailboxes mailboxes, ILogger logger) : IAsyncDisposable
{
    private readonly MailboxOptions _options = mailboxes.ByName[name];
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private TaskCompletionSource _returned = NewSignal();
    private CancellationTokenSource? _watch;
    private IMailSource? _source;
    private bool _isWanted;

    /// <summary>Whether the connection stays open after a run.</summary>
    public bool IsKept { get; set; }

    /// <summary>Ends a wait for news and gives the source to a run, which gives it back with <see cref="ReturnAsync"/>.</summary>
    public async Task<IMailSource> BorrowAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isWanted = true;
            _ = _watch?.CancelAsync();
        }

        try
        {
            await _turn.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                _isWanted = false;
            }
        }

        return _source ??= mailboxes.Open(name, logger);
    }

    /// <summary>A run is over.</summary>
    /// <param name="isGood">False when it failed: then nothing of the source is used again.</param>
    public async Task ReturnAsync(bool isGood)
    {
        try
        {
            await CloseAfterRunAsync(isGood);
        }
        finally
        {
            lock (_gate)
            {
                _returned.TrySetResult();
                _returned = NewSignal();
            }

            _turn.Release();
        }
    }

    /// <summary>Waits for mail that the last run did not see.</summary>
    /// <param name="waiting">Called when there is a connection to wait on.</param>
    /// <param name="stopping">Ends the wait in good order.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <returns>How the wait ended, and what completes when the next run is over.</returns>
    /// <exception cref="MailboxException">The wait broke; the connection is closed.</exception>
    public async Task<(WatchEnd End, Task NextReturn)> WaitForNewsAsync(Func<Task> waiting, CancellationToken stopping, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            Task nextReturn;
            lock (_gate)
            {
                nextReturn = _returned.Task;
                if (_isWanted || !IsKept)
                {
                    return (WatchEnd.Interrupted, nextReturn);
                }

                _watch = interrupt;
            }

            return (_source is ImapMailSource imap ? await WaitAsync(imap, waiting, interrupt.Token, cancellationToken) : WatchEnd.NotOpen, nextReturn);
        }
        finally
        {
            lock (_gate)
            {
                _watch = null;
            }

            _turn.Release();
        }
    }

    /// <summary>Signs out.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _source, null) is { } source)
        {
            await RunWatchdog.CloseAsync(source, name, logger);
        }
    }

    private async Task<WatchEnd> WaitAsync(ImapMailSource imap, Func<Task> waiting, CancellationToken interrupt, CancellationToken cancellationToken)
    {
        var end = WatchEnd.NoIdle;
        try
        {
            if (ImapWatch.IsPossible(imap))
            {
                await waiting();
            }

            end = await ImapWatch.WaitAsync(imap, _options, interrupt, cancellationToken);
            return end;
        }
        finally
        {
            // Of no use to a watch: broken, or on a server that cannot IDLE.
            if (end == WatchEnd.NoIdle)
            {
                await imap.CloseAsync();
            }
        }
    }

    private async Task CloseAfterRunAsync(bool isGood)
    {
        if (_source is not { } source)
        {
            return;
        }

        if (isGood && source is ImapMailSource imap)
        {
            if (IsKept)
            {
                await imap.CloseOthersAsync();
            }
            else
            {
                // Closed, not thrown away: what it has told of the server need not be told at every run.
                await imap.CloseAsync();
            }

            return;
        }

        _source = null;
        await RunWatchdog.CloseAsync(source, name, logger);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
