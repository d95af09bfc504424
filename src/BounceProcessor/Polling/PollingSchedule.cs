using System.Globalization;

using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

using Quartz;

namespace BounceProcessor.Polling;

/// <summary>Gives each mailbox its job and trigger when the service starts.</summary>
internal sealed class PollingSchedule(
    ISchedulerFactory schedulers, IOptions<MailboxesOptions> mailboxes, IOptions<PollingOptions> options, MailboxStates states, ILogger<PollingSchedule> logger) : IHostedService
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
        foreach (var (name, mailbox) in mailboxes.Value.ByName)
        {
            var job = JobBuilder.Create<PollJob>().WithIdentity(name, Group).UsingJobData(PollJob.MailboxKey, name).Build();
            await scheduler.ScheduleJob(job, Triggers(name, mailbox), default, cancellationToken);
            PollingLog.Scheduled(logger, name, mailbox.Cron.Length > 0
                ? $"by cron \"{mailbox.Cron}\""
                : string.Create(CultureInfo.InvariantCulture, $"every {mailbox.Interval:c}"));
        }

        var sweep = JobBuilder.Create<RetentionJob>().WithIdentity("retention").Build();
        await scheduler.ScheduleJob(sweep, [CronTrigger("retention", "retention", options.Value.RetentionCron)], default, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Both kinds run once at the start, and never catch up on what they missed: one run reads everything there is.
    private static ITrigger[] Triggers(string name, MailboxOptions mailbox)
    {
        var start = TriggerBuilder.Create().WithIdentity($"{name} start", Group).StartNow();
        return mailbox.Cron.Length > 0
            ? [start.WithSchedule(Once()).Build(), CronTrigger(name, Group, mailbox.Cron)]
            : [start.WithSchedule(Every(mailbox.Interval)).Build()];
    }

    private static SimpleScheduleBuilder Once() =>
        SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow);

    // The time between two runs counts from the end of one to the start of the next, so runs longer than it do not queue up.
    private static SimpleScheduleBuilder Every(TimeSpan interval) =>
        SimpleScheduleBuilder.Create().WithInterval(interval).RepeatForever()
            .MeasureIntervalFromCompletion(true).WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithRemainingCount);

    private static ITrigger CronTrigger(string name, string group, string cron) =>
        TriggerBuilder.Create().WithIdentity($"{name} cron", group)
            .WithSchedule(CronScheduleBuilder.Create(cron).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)).Build();
}
