using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Options;

using Quartz;

namespace BounceProcessor.Polling;

/// <summary>When the schedule runs what. The triggers go by the same clock as the scheduler: by another, one that was due would be for ever, or never.</summary>
internal sealed class PollTriggers(IOptions<MailboxesOptions> mailboxes, TimeProvider time)
{
    private const string Group = PollRequests.Group;

    /// <summary>The configured mailboxes by name.</summary>
    public IReadOnlyCollection<KeyValuePair<string, MailboxOptions>> Mailboxes => mailboxes.Value.ByName;

    /// <summary>Those of a mailbox. Both kinds run once at the start, and never catch up on what they missed: one run reads everything there is.</summary>
    public IReadOnlyList<ITrigger> Of(string name, MailboxOptions mailbox)
    {
        var start = TriggerBuilder.Create(time).WithIdentity($"{name} start", Group).StartNow();
        return mailbox.Cron.Length > 0
            ? [start.WithSchedule(Once()).Build(), ByCron(name, Group, mailbox.Cron)]
            : [start.WithSchedule(Every(mailbox.Interval)).Build()];
    }

    /// <summary>One by a cron expression.</summary>
    public ITrigger ByCron(string name, string group, string cron) =>
        TriggerBuilder.Create(time).WithIdentity($"{name} cron", group)
            .WithSchedule(CronScheduleBuilder.Create(cron).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)).Build();

    private static SimpleScheduleBuilder Once() =>
        SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow);

    // The time between two runs counts from the end of one to the start of the next, so runs longer than it do not queue up.
    private static SimpleScheduleBuilder Every(TimeSpan interval) =>
        SimpleScheduleBuilder.Create().WithInterval(interval).RepeatForever()
            .MeasureIntervalFromCompletion(true).WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithRemainingCount);
}
