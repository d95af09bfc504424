using System.Data.Common;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Polling;

/// <summary>Renews a lease while a run goes on, gives it back at the end, and stops the run when the lease is lost.</summary>
internal sealed class LeaseHeartbeat : IAsyncDisposable
{
    private readonly MailboxLeases _leases;
    private readonly MailboxLease _lease;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Task _beating;

    public LeaseHeartbeat(MailboxLeases leases, MailboxLease lease, TimeProvider time, ILogger logger)
    {
        (_leases, _lease, _time, _logger) = (leases, lease, time, logger);
        _beating = BeatAsync();
    }

    /// <summary>Cancelled when the lease has passed to another, or could not be renewed in time.</summary>
    public CancellationToken Lost => _lost.Token;

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _beating;
        try
        {
            await _leases.ReleaseAsync(_lease, CancellationToken.None);
        }
        catch (DbException fault)
        {
            PollingLog.LeaseNotReleased(_logger, _lease.Mailbox, fault.Message);
        }

        _over.Dispose();
        _lost.Dispose();
    }

    private async Task BeatAsync()
    {
        var renewed = _time.GetTimestamp();
        using var timer = new PeriodicTimer(MailboxLeases.Length / 4, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                if (await TryRenewAsync())
                {
                    renewed = _time.GetTimestamp();
                }
                else if (_time.GetElapsedTime(renewed) >= MailboxLeases.Length * 3 / 4)
                {
                    PollingLog.LeaseLost(_logger, _lease.Mailbox);
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return; // the run is over
        }
    }

    private async Task<bool> TryRenewAsync()
    {
        try
        {
            return await _leases.RenewAsync(_lease, _over.Token);
        }
        catch (DbException)
        {
            return false; // locked or full for the moment; tried again until the lease runs out
        }
    }
}
