using System.Collections.Concurrent;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Alerts;

/// <summary>Waits for the bounces of canaries: closes their events, and raises the alert when one does not come in time.</summary>
internal sealed class CanaryHomecoming(
    CanaryStore canaries, CanaryReturns returns, ActivityStore activities, AlertCalls calls, ILogger<CanaryHomecoming> logger)
{
    // A bounce that is later than this is nobody's news any more.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private readonly ConcurrentDictionary<string, TimeSpan> _roundTrips = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long the last canary of each mailbox took, for the metric.</summary>
    public IReadOnlyDictionary<string, TimeSpan> RoundTrips => _roundTrips;

    /// <summary>Looks at every canary that is not home.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var canary in await canaries.AbroadAsync(calls.Now - Longest, cancellationToken))
        {
            if (await returns.FindAsync(canary, cancellationToken) is { } bounce)
            {
                await HomeAsync(canary, bounce, cancellationToken);
            }
            else if (canary.Outcome == CanaryOutcome.Waiting && await IsLostAsync(canary, cancellationToken))
            {
                await LoseAsync(canary, cancellationToken);
            }
        }

        await canaries.CloseOthersAsync(calls.Now - Longest, cancellationToken);
        await canaries.RemoveAsync(calls.Now - Kept, cancellationToken);
    }

    private async Task HomeAsync(Canary canary, CanaryEvent bounce, CancellationToken cancellationToken)
    {
        await canaries.HomeAsync(canary, bounce, cancellationToken);
        var took = bounce.FiledAt - canary.SentAt;
        _roundTrips[canary.Mailbox] = took;
        AlertLog.CanaryHome(logger, canary.Mailbox, bounce.Id, took);
        await calls.ResolveAsync(canary.Mailbox, AlertCondition.CanaryLost, AlertText.CanaryHome(canary, bounce.FiledAt), cancellationToken);
    }

    private async Task LoseAsync(Canary canary, CancellationToken cancellationToken)
    {
        await canaries.SetAsync(canary, CanaryOutcome.Lost, canary.Answer, cancellationToken);
        if (await canaries.HasLaterHomeAsync(canary, cancellationToken))
        {
            // The way home is open again, so there is nothing to be done about it.
            AlertLog.CanaryLostBefore(logger, canary.Mailbox, canary.SentAt);
            return;
        }

        await calls.RaiseAsync(canary.Mailbox, canary.Company, AlertCondition.CanaryLost, AlertText.CanaryLost(canary), cancellationToken);
    }

    // Not by the clock alone: only a run that began after the time was up shows that it was not there. Without one the mailbox is not being
    // polled, and that is told by an alert of its own.
    private async Task<bool> IsLostAsync(Canary canary, CancellationToken cancellationToken) =>
        calls.Now > canary.HomeBy
        && (await activities.FindAsync(canary.Mailbox, cancellationToken)) is { Left: 0, LastStartedAt: { } began }
        && began > canary.HomeBy;
}
