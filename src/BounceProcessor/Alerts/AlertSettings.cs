using BounceProcessor.Mailboxes;
using BounceProcessor.Polling;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Alerts;

/// <summary>What a look goes by.</summary>
internal sealed class AlertSettings(
    IOptions<AlertOptions> alerts, IOptions<MailboxesOptions> mailboxes, IOptions<PollingOptions> polling, TimeProvider time)
{
    /// <summary>The configured mailboxes.</summary>
    public IReadOnlyDictionary<string, MailboxOptions> Mailboxes => mailboxes.Value.ByName;

    /// <summary>Whether the service polls at all.</summary>
    public bool IsPolling => polling.Value.Enabled;

    /// <summary>Whether a mailbox that is not polled is something to be told.</summary>
    public bool NoticesPollSilence => IsPolling && PollSilence > TimeSpan.Zero;

    /// <summary>How long no successful poll may be, beyond the time between two polls.</summary>
    public TimeSpan PollSilence => alerts.Value.PollSilence;

    /// <summary>Time between two looks.</summary>
    public TimeSpan Interval => alerts.Value.Interval;

    /// <summary>The clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A timer that ticks once a look.</summary>
    public PeriodicTimer NewTimer() => new(Interval, time);
}
