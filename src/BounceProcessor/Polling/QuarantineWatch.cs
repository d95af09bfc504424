using System.Data.Common;

using BounceProcessor.Intake.Quarantine;
using BounceProcessor.Mailboxes;
using BounceProcessor.Rules;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Polling;

/// <summary>Has mails in quarantine tried again by themselves: at the start of a new version, and when other rules are in force.</summary>
internal sealed class QuarantineWatch(
    QuarantineRound round, RulesInForce rules, IOptions<PollingOptions> options, TimeProvider time, ILogger<QuarantineWatch> logger) : BackgroundService
{
    /// <summary>How often it looks whether something is to be tried.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // the mail in hand stays as it was and is tried at the next start
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var tries = await round.RetryWaitingAsync(rules.State.Fingerprint, QuarantineStates.System, null, cancellationToken);
            if (tries.Outcomes.Count > 0)
            {
                QuarantineLog.RoundEnded(logger, tries.Outcomes.Count, tries.Count(RetryResult.Filed), tries.Count(RetryResult.FailedAgain));
            }
        }
        catch (Exception fault) when (fault is DbException or MailboxException)
        {
            QuarantineLog.RoundFailed(logger, fault.Message, Interval);
        }
#pragma warning disable CA1031 // the top of the loop: whatever is wrong with one round, the service goes on and the next one tries
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            QuarantineLog.RoundBroke(logger, Interval, fault);
        }
#pragma warning restore CA1031
    }
}
