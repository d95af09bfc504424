using Microsoft.Extensions.Options;

namespace BounceProcessor.Alerts;

/// <summary>
/// Compares the bounces of a mailbox with its own past: some in each of three spans of time, and then none. Where the company sends through us, with what
/// was sent: of so many mails some came back, of as many now none.
/// </summary>
internal sealed class BounceSilences(ActivityStore activities, AlertStore alerts, TimeProvider time, IOptions<AlertOptions> options)
{
    private const int SpansBefore = 3;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly Dictionary<string, long> _looked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Raises or resolves the alert of one mailbox; looks at most once an hour while there is none.</summary>
    /// <param name="mailbox">How it does.</param>
    /// <param name="open">Its open alerts.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task LookAsync(PolledMailbox mailbox, IReadOnlyList<OpenAlert> open, CancellationToken cancellationToken)
    {
        var span = options.Value.BounceSilence;
        if (span == TimeSpan.Zero)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (open.FirstOrDefault(alert => alert.Condition == AlertCondition.BounceSilence) is { } raised)
        {
            if (await activities.LastBounceAsync(mailbox.Name, now - span, DateTimeOffset.MaxValue, cancellationToken) is { } came)
            {
                await alerts.ResolveAsync(raised, AlertText.BounceCame(came), cancellationToken);
            }
        }
        else if (open.Count == 0 && IsPolled(mailbox) && IsTime(mailbox.Name))
        {
            await LookAsync(mailbox, now, span, cancellationToken);
        }
    }

    private async Task LookAsync(PolledMailbox mailbox, DateTimeOffset now, TimeSpan span, CancellationToken cancellationToken)
    {
        if (await activities.LastBounceAsync(mailbox.Name, now - span, DateTimeOffset.MaxValue, cancellationToken) is not null)
        {
            return;
        }

        var sent = mailbox.Company.Length == 0
            ? new SentCount()
            : await activities.CountSentAsync(mailbox.Name, mailbox.Company, (now - ((SpansBefore + 1) * span), now - span, now), cancellationToken);
        if (sent.IsKnown ? !sent.IsSilence : !await CameBeforeAsync(mailbox.Name, now, span, cancellationToken))
        {
            return;
        }

        var last = await activities.LastBounceAsync(mailbox.Name, now - (2 * span), now - span, cancellationToken);
        var text = sent.IsKnown ? AlertText.NothingCameBack(mailbox.Name, span, sent) : AlertText.BounceSilence(mailbox.Name, span, last);
        await alerts.RaiseAsync(mailbox.Name, mailbox.Company, AlertCondition.BounceSilence, text, cancellationToken);
    }

    // Only what has been polled by this process says anything: what came meanwhile is filed by then.
    private bool IsPolled(PolledMailbox mailbox) =>
        !mailbox.IsSilent && mailbox.Activity is { Left: 0, LastStartedAt: { } began } && began >= _startedAt;

    private bool IsTime(string mailbox)
    {
        var now = time.GetTimestamp();
        if (_looked.TryGetValue(mailbox, out var last) && time.GetElapsedTime(last, now) < BetweenLooks)
        {
            return false;
        }

        _looked[mailbox] = now;
        return true;
    }

    private async Task<bool> CameBeforeAsync(string mailbox, DateTimeOffset now, TimeSpan span, CancellationToken cancellationToken)
    {
        for (var before = 1; before <= SpansBefore; before++)
        {
            if (await activities.LastBounceAsync(mailbox, now - ((before + 1) * span), now - (before * span), cancellationToken) is null)
            {
                return false;
            }
        }

        return true;
    }
}
