using BounceProcessor.Mailboxes;

using Quartz;

namespace BounceProcessor.Alerts;

/// <summary>
/// Counts how long the service has been running without a successful poll of a mailbox. Not by the clock: after a weekend in which it was off
/// the mailbox has the same time as ever, a service that dies every few minutes adds up, and a clock that is set changes nothing.
/// </summary>
internal sealed class PollSilences(ActivityStore activities, AlertSettings settings, TimeProvider time)
{
    private long? _looked;

    /// <summary>Looks at all mailboxes and keeps the result, which is also the proof that the database can be written to.</summary>
    public async Task<IReadOnlyList<PolledMailbox>> LookAsync(CancellationToken cancellationToken)
    {
        var passed = Passed();
        var before = await activities.ListSilencesAsync(cancellationToken);
        List<PolledMailbox> states = [];
        List<Silence> silences = [];
        foreach (var (name, mailbox) in settings.Mailboxes)
        {
            var activity = await activities.FindAsync(name, cancellationToken);
            var silent = before.TryGetValue(name, out var kept) && IsSame(kept, activity) ? kept.SilentMs + (long)passed.TotalMilliseconds : 0;
            silences.Add(new Silence
            {
                Mailbox = name,
                Company = mailbox.Company,
                LastRunId = activity.LastRunId,
                LastRunTimes = activity.LastRunTimes,
                SilentMs = silent,
            });
            states.Add(new PolledMailbox(name, mailbox.Company, activity, TimeSpan.FromMilliseconds(silent), Allowed(mailbox, activity)));
        }

        await activities.SaveAsync(silences, cancellationToken);
        return states;
    }

    private static bool IsSame(Silence kept, MailboxActivity activity) =>
        kept.LastRunId == activity.LastRunId && kept.LastRunTimes == activity.LastRunTimes;

    // A machine that slept in between had no chance to poll; more than a few looks' time does not count.
    private TimeSpan Passed()
    {
        var now = time.GetTimestamp();
        var passed = _looked is { } last ? time.GetElapsedTime(last, now) : TimeSpan.Zero;
        _looked = now;
        var most = settings.Interval * 5;
        return passed < most ? passed : most;
    }

    // What is configured, and the time until a poll is due at all.
    private TimeSpan Allowed(MailboxOptions mailbox, MailboxActivity activity)
    {
        if (!settings.NoticesPollSilence)
        {
            return TimeSpan.MaxValue;
        }

        if (mailbox.Cron.Length == 0 || !CronExpression.TryParse(mailbox.Cron, out var cron))
        {
            return settings.PollSilence + mailbox.Interval;
        }

        var last = activity.LastEndedAt ?? time.GetUtcNow();
        return settings.PollSilence + (cron.GetNextValidTimeAfter(last) is { } next ? next - last : TimeSpan.Zero);
    }
}
