using Microsoft.Extensions.Hosting;

using Quartz;

namespace BounceProcessor.Polling;

/// <summary>What the schedule runs: one job key per mailbox.</summary>
[DisallowConcurrentExecution]
internal sealed class PollJob(ScheduledPoll poll, IHostApplicationLifetime lifetime) : IJob
{
    /// <summary>The job's value that names the mailbox.</summary>
    public const string MailboxKey = "mailbox";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var mailbox = context.MergedJobDataMap[MailboxKey] as string ?? context.JobDetail.Key.Name;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await poll.RunAsync(mailbox, stop.Token);
    }
}
