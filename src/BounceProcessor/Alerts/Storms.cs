using Microsoft.Extensions.Options;

namespace BounceProcessor.Alerts;

/// <summary>Notices very many bounces at once, from what is filed; one alert a mailbox as long as the storm lasts.</summary>
internal sealed class Storms(ActivityStore activities, AlertStore alerts, TimeProvider time, IOptions<AlertOptions> options)
{
    private readonly long _started = time.GetTimestamp();
    private readonly Dictionary<string, StormCount> _counts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _lastSeen = new(StringComparer.OrdinalIgnoreCase);
    private long? _upTo;

    /// <summary>Counts what was filed since the last look, and raises or resolves.</summary>
    /// <param name="mailboxes">All mailboxes.</param>
    /// <param name="open">All open alerts.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task LookAsync(IReadOnlyList<PolledMailbox> mailboxes, IReadOnlyList<OpenAlert> open, CancellationToken cancellationToken)
    {
        if (options.Value.StormMails == 0)
        {
            return;
        }

        var newest = await activities.NewestEventAsync(cancellationToken);
        var filed = _upTo is { } after && newest > after
            ? (await activities.CountAsync(after, newest, cancellationToken)).ToLookup(one => one.Mailbox, StringComparer.OrdinalIgnoreCase)
            : Array.Empty<BounceMinute>().ToLookup(one => one.Mailbox);
        foreach (var mailbox in mailboxes)
        {
            var raised = open.FirstOrDefault(alert => alert.Condition == AlertCondition.Storm && alert.Mailbox == mailbox.Name);
            await LookAsync(mailbox, [.. filed[mailbox.Name]], raised, cancellationToken);
        }

        _upTo = newest;
    }

    private async Task LookAsync(PolledMailbox mailbox, BounceMinute[] filed, OpenAlert? raised, CancellationToken cancellationToken)
    {
        var within = options.Value.StormTime;
        var bounces = filed.Length == 0 ? 0 : Count(mailbox.Name).Add(filed);
        if (bounces >= options.Value.StormMails)
        {
            _lastSeen[mailbox.Name] = time.GetTimestamp();
            if (raised is null)
            {
                await alerts.RaiseAsync(
                    mailbox.Name, mailbox.Company, AlertCondition.Storm, AlertText.Storm(mailbox.Name, bounces, within), cancellationToken);
            }
        }
        else if (raised is not null && time.GetElapsedTime(_lastSeen.GetValueOrDefault(mailbox.Name, _started)) is var quiet && quiet >= within)
        {
            await alerts.ResolveAsync(raised, AlertText.StormOver(quiet), cancellationToken);
        }
    }

    private StormCount Count(string mailbox)
    {
        if (!_counts.TryGetValue(mailbox, out var count))
        {
            _counts[mailbox] = count = new StormCount(Math.Max(1, (int)Math.Ceiling(options.Value.StormTime.TotalMinutes)));
        }

        return count;
    }
}
