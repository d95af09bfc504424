using System.Data.Common;

using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Quartz;

namespace BounceProcessor.Polling;

/// <summary>What the schedule runs: one job key per mailbox.</summary>
[DisallowConcurrentExecution]
internal sealed class PollJob(PollOnce poll, BackOff backOff, IHostApplicationLifetime lifetime, ILogger<PollJob> logger) : IJob
{
    /// <summary>The job's value that names the mailbox.</summary>
    public const string MailboxKey = "mailbox";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var mailbox = context.MergedJobDataMap[MailboxKey] as string ?? context.JobDetail.Key.Name;
        if (backOff.Rests(mailbox))
        {
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            var result = await poll.RunAsync(mailbox, dryRun: false, progress: null, stop.Token);
            if (result.Holder is { } holder)
            {
                PollingLog.HeldElsewhere(logger, mailbox, holder.Words, holder.HeartbeatAt);
            }
            else if (backOff.Succeed(mailbox))
            {
                PollingLog.Recovered(logger, mailbox);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            PollingLog.Stopped(logger, mailbox);
        }
        catch (Exception fault) when (fault is MailboxException or DbException or IOException)
        {
            PollingLog.Failed(logger, mailbox, fault.Message, backOff.Fail(mailbox));
        }
#pragma warning disable CA1031 // the top of the loop: whatever is wrong with one mailbox, the others go on, and this one is tried again
        catch (Exception fault)
        {
            PollingLog.Broke(logger, mailbox, backOff.Fail(mailbox), fault);
        }
#pragma warning restore CA1031
    }
}
