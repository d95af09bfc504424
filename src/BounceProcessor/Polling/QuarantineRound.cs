using BounceProcessor.Intake.Quarantine;
using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Polling;

/// <summary>Tries mails in quarantine again, one process at a time: who holds the lease knows that nobody else is at one.</summary>
internal sealed class QuarantineRound(
    QuarantineRetry retry, QuarantineAttempts attempts, MailboxLeases leases, TimeProvider time, ILogger<QuarantineRound> logger)
{
    // No mailbox can have this name: the colon parts the keys of the configuration.
    private const string LeaseName = ":quarantine";
    private const int MailsAPage = 100;

    /// <summary>Tries the mails named.</summary>
    /// <param name="ids">Their numbers; those that are stuck as well.</param>
    /// <param name="by">Who has them tried.</param>
    /// <param name="progress">Told after each mail.</param>
    /// <param name="cancellationToken">Ends between two mails.</param>
    /// <exception cref="MailboxException">The lease was lost.</exception>
    /// <exception cref="System.Data.Common.DbException">The database cannot be used; the mail in hand stays as it was.</exception>
    public Task<QuarantineTries> RetryAsync(
        IReadOnlyList<long> ids, string by, IProgress<RetryOutcome>? progress, CancellationToken cancellationToken) =>
        UnderLeaseAsync((outcomes, token) => TryAsync(ids, by, outcomes, progress, token), cancellationToken);

    /// <summary>Tries all that wait. Those that are stuck are left alone: they may take the process down.</summary>
    /// <param name="fingerprint">Only those that failed under other code or rules than these; <see langword="null"/> for all.</param>
    /// <param name="by">Who has them tried.</param>
    /// <param name="progress">Told after each mail.</param>
    /// <param name="cancellationToken">Ends between two mails.</param>
    /// <exception cref="MailboxException">The lease was lost.</exception>
    /// <exception cref="System.Data.Common.DbException">The database cannot be used; the mail in hand stays as it was.</exception>
    public async Task<QuarantineTries> RetryWaitingAsync(
        string? fingerprint, string by, IProgress<RetryOutcome>? progress, CancellationToken cancellationToken)
    {
        // Asked every few seconds, and nearly always for nothing.
        if ((await attempts.DueAsync(fingerprint, 0, 1, cancellationToken)).Count == 0 && !await attempts.AnyOpenAsync(cancellationToken))
        {
            return new QuarantineTries([], null);
        }

        return await UnderLeaseAsync(
            async (outcomes, token) =>
            {
                long after = 0;
                while (await attempts.DueAsync(fingerprint, after, MailsAPage, token) is { Count: > 0 } page)
                {
                    await TryAsync(page, by, outcomes, progress, token);
                    after = page[^1];
                }
            },
            cancellationToken);
    }

    private async Task<QuarantineTries> UnderLeaseAsync(Func<List<RetryOutcome>, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var (lease, holder) = await leases.TryTakeAsync(LeaseName, LeaseOwner.Current, cancellationToken);
        if (lease is null)
        {
            return new QuarantineTries([], holder);
        }

        await using var heartbeat = new LeaseHeartbeat(leases, lease, time, logger);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, heartbeat.Lost);
        try
        {
            await attempts.CloseLostAsync(LeaseOwner.Current, LeaseOwner.Words, stop.Token);
            List<RetryOutcome> outcomes = [];
            await work(outcomes, stop.Token);
            return new QuarantineTries(outcomes, null);
        }
        catch (OperationCanceledException cancelled) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailboxException(
                "Quarantine: another process took over, or the database could not be written to. What is filed stays filed, the rest is tried later. Check the disk.",
                cancelled);
        }
    }

    private async Task TryAsync(
        IReadOnlyList<long> ids, string by, List<RetryOutcome> outcomes, IProgress<RetryOutcome>? progress, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outcome = await retry.RetryAsync(id, by, LeaseOwner.Current, cancellationToken);
            outcomes.Add(outcome);
            progress?.Report(outcome);
        }
    }
}
