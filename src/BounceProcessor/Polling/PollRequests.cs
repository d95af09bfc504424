using Quartz;

namespace BounceProcessor.Polling;

/// <summary>Asks the schedule for runs beside the regular ones. One that is asked for while another goes on follows it.</summary>
internal sealed class PollRequests(ISchedulerFactory schedulers, TimeProvider time)
{
    /// <summary>The schedule's group of the mailboxes' jobs and triggers.</summary>
    public const string Group = "mailboxes";

    /// <summary>A run as soon as the mailbox is free.</summary>
    public Task NowAsync(string mailbox, CancellationToken cancellationToken) => AskAsync(
        async scheduler => await scheduler.TriggerJob(new JobKey(mailbox, Group), new JobDataMap(), cancellationToken), cancellationToken);

    /// <summary>A run after a while, instead of the one that was asked for this way before.</summary>
    public Task AfterAsync(string mailbox, TimeSpan delay, CancellationToken cancellationToken) => AskAsync(
        async scheduler =>
        {
            var key = new TriggerKey($"{mailbox} again", Group);
            var trigger = TriggerBuilder.Create(time).WithIdentity(key).ForJob(new JobKey(mailbox, Group)).StartAt(time.GetUtcNow() + delay)
                .WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)).Build();
            if (await scheduler.RescheduleJob(key, trigger, cancellationToken) is null)
            {
                await scheduler.ScheduleJob(trigger, default, cancellationToken);
            }
        },
        cancellationToken);

    private async Task AskAsync(Func<IScheduler, Task> ask, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        try
        {
            await ask(scheduler);
        }
        catch (SchedulerException) when (scheduler.Status is SchedulerStatus.ShuttingDown or SchedulerStatus.Shutdown)
        {
            return; // the service ends, there are no more runs
        }
    }
}
