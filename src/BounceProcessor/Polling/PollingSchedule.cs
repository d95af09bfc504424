using System.Globalization;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

using Quartz;

namespace BounceProcessor.Polling;

/// <summary>Gives each mailbox its job and trigger when the service starts.</summary>
internal sealed class PollingSchedule(
    ISchedulerFactory schedulers, PollTriggers triggers, IOptions<PollingOptions> options, MailboxStates states, ILogger<PollingSchedule> logger) : IHostedService
{
    private const string Group = PollRequests.Group;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        await states.BeginAsync(cancellationToken);
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var (name, mailbox) in triggers.Mailboxes)
        {
            var job = JobBuilder.Create<PollJob>().WithIdentity(name, Group).UsingJobData(PollJob.MailboxKey, name).Build();
            await scheduler.ScheduleJob(job, triggers.Of(name, mailbox), default, cancellationToken);
            PollingLog.Scheduled(logger, name, mailbox.Cron.Length > 0
                ? $"by cron \"{mailbox.Cron}\""
                : string.Create(CultureInfo.InvariantCulture, $"every {mailbox.Interval:c}"));
        }

        var sweep = JobBuilder.Create<RetentionJob>().WithIdentity("retention").Build();
        await scheduler.ScheduleJob(sweep, [triggers.ByCron("retention", "retention", options.Value.RetentionCron)], default, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
