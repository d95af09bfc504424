using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Polling;

/// <summary>One run through one mailbox, for the schedule and for the command line. Two runs of one mailbox at once do not happen.</summary>
internal sealed class PollOnce(
    IntakeRun intake, MailboxLeases leases, ConfiguredMailboxes mailboxes, TimeProvider time, ILogger<PollOnce> logger)
{
    // The run itself stops between two batches when its budget is spent. This is for one that no longer comes to that point.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>The names of all mailboxes, sorted.</summary>
    public IReadOnlyList<string> Mailboxes => [.. mailboxes.ByName.Keys.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Takes in what is new in a mailbox.</summary>
    /// <param name="mailbox">Its name in the configuration.</param>
    /// <param name="dryRun">Only tell what would be filed; nothing is written, not even a lease.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="source">The mailbox, where the caller keeps it; null opens it for this run alone.</param>
    /// <param name="cancellationToken">Rolls the batch in hand back; what was committed stays.</param>
    /// <exception cref="MailboxException">The mailbox does not exist or cannot be used.</exception>
    /// <exception cref="System.Data.Common.DbException">The database cannot be used; of the batch in hand nothing is filed and nothing is settled.</exception>
    public async Task<PollResult> RunAsync(
        string mailbox, bool dryRun, IProgress<IntakeProgress>? progress, IMailSource? source, CancellationToken cancellationToken)
    {
        // The ledger goes by the name as it stands in the configuration.
        var name = mailboxes.ByName.Keys.FirstOrDefault(key => key.Equals(mailbox, StringComparison.OrdinalIgnoreCase))
            ?? throw new MailboxException($"There is no mailbox \"{mailbox}\". Configured are: {(Mailboxes.Count == 0 ? "none" : string.Join(", ", Mailboxes))}.", null);
        var request = new IntakeRequest(name, mailboxes.ByName[name], dryRun);
        if (dryRun)
        {
            return new PollResult(await RunAsync(request, source, progress, CancellationToken.None, cancellationToken), null);
        }

        var (lease, holder) = await leases.TryTakeAsync(name, LeaseOwner.Current, cancellationToken);
        if (lease is null)
        {
            return new PollResult(null, holder);
        }

        await using var heartbeat = new LeaseHeartbeat(leases, lease, time, logger);
        return new PollResult(await RunAsync(request, source, progress, heartbeat.Lost, cancellationToken), null);
    }

    /// <inheritdoc cref="RunAsync(string, bool, IProgress{IntakeProgress}?, IMailSource?, CancellationToken)"/>
    public Task<PollResult> RunAsync(string mailbox, bool dryRun, IProgress<IntakeProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(mailbox, dryRun, progress, source: null, cancellationToken);

    private async Task<RunSummary> RunAsync(
        IntakeRequest request, IMailSource? kept, IProgress<IntakeProgress>? progress, CancellationToken lost, CancellationToken cancellationToken)
    {
        using var stuck = new CancellationTokenSource(request.Options.RunBudget + Grace, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lost, stuck.Token);
        var source = kept ?? mailboxes.Open(request.Mailbox, logger);
        try
        {
            // The token, not its source: a run that was left behind outlives this method.
            var token = stop.Token;
            return await RunWatchdog.RunAsync(() => intake.RunAsync(request, source, progress, token), time, token);
        }
        catch (WorkLeftBehindException fault)
        {
            PollingLog.LeftBehind(logger, request.Mailbox, Why(request, lost, stuck.Token), RunWatchdog.Patience);
            cancellationToken.ThrowIfCancellationRequested();
            throw Stopped(request, $"{Why(request, lost, stuck.Token)}, and did not stop; it was left behind and its connection closed", fault);
        }
        catch (OperationCanceledException cancelled) when (!cancellationToken.IsCancellationRequested)
        {
            throw Stopped(request, Why(request, lost, stuck.Token), cancelled);
        }
        finally
        {
            if (kept is null)
            {
                await RunWatchdog.CloseAsync(source, request.Mailbox, logger);
            }
        }
    }

    private static string Why(IntakeRequest request, CancellationToken lost, CancellationToken stuck) =>
        lost.IsCancellationRequested ? "another process took the mailbox over, or the database could not be written to"
        : stuck.IsCancellationRequested ? $"the run took longer than its budget of {request.Options.RunBudget:c} and did not come to an end by itself"
        : "the run was told to stop";

    private static MailboxException Stopped(IntakeRequest request, string why, Exception cause) => new(
        $"Mailbox \"{request.Mailbox}\": {why}. What is filed stays filed, the rest is left for the next run. Check Mailboxes:{request.Mailbox}:RunBudget, the server and the disk.",
        cause);
}
