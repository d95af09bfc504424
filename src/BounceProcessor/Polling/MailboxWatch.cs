using BounceProcessor.Mailboxes;

namespace BounceProcessor.Polling;

/// <summary>
/// Waits for new mail in one mailbox and asks for a run when there is some. It never connects by itself: it waits on the connection that a run
/// left open, and when that breaks it asks for a run, which connects or lets the mailbox rest.
/// </summary>
internal sealed class MailboxWatch(string mailbox, string company, KeptSource source, WatchParts parts)
{
    // Mails rarely come alone; those that arrive within a moment are one run.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    // In a storm a run a second takes in whatever came, instead of a run a mail.
    private static readonly TimeSpan LeastBetweenRuns = TimeSpan.FromSeconds(1);

    private readonly BackOff _backOff = new(parts.Time, Random.Shared);
    private long _asked;
    private bool _isToldOfNoIdle;

    /// <summary>Watches until told to stop.</summary>
    /// <param name="stopping">Ends a wait in good order.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken cancellationToken)
    {
        source.IsKept = true;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var (end, nextReturn) = await source.WaitForNewsAsync(() => ShowAsync(isWatched: true, stopping), stopping, cancellationToken);
                if (end == WatchEnd.News)
                {
                    await AskAsync(stopping);
                }
                else if (end == WatchEnd.NoIdle)
                {
                    await TellNoIdleAsync(stopping);
                }

                await nextReturn.WaitAsync(stopping);
            }
            catch (MailboxException fault)
            {
                await RestAsync(fault, stopping);
            }
        }
    }

    private async Task TellNoIdleAsync(CancellationToken stopping)
    {
        if (!_isToldOfNoIdle)
        {
            PollingLog.NoIdle(parts.Logger, mailbox);
        }

        _isToldOfNoIdle = true;
        await ShowAsync(isWatched: false, stopping);
    }

    private async Task AskAsync(CancellationToken stopping)
    {
        var pause = LeastBetweenRuns - parts.Time.GetElapsedTime(_asked);
        await Task.Delay(pause > Gathering && _asked != 0 ? pause : Gathering, parts.Time, stopping);
        _asked = parts.Time.GetTimestamp();
        await parts.Requests.NowAsync(mailbox, stopping);
    }

    // Meanwhile the schedule goes on, with connections of its own.
    private async Task RestAsync(MailboxException fault, CancellationToken stopping)
    {
        source.IsKept = false;
        var (delay, _) = _backOff.Fail(mailbox, RestPace.Watch);
        PollingLog.WatchBroke(parts.Logger, mailbox, fault.Message, delay);
        await ShowAsync(isWatched: false, stopping);
        await Task.Delay(delay, parts.Time, stopping);
        source.IsKept = true;
        await parts.Requests.NowAsync(mailbox, stopping);
    }

    private Task ShowAsync(bool isWatched, CancellationToken stopping) => parts.States.ChangeAsync(
        mailbox, company, state => state with { WatchedSince = isWatched ? state.WatchedSince ?? parts.Time.GetUtcNow() : null }, stopping);
}
