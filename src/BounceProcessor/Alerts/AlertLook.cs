namespace BounceProcessor.Alerts;

/// <summary>One look at everything that is noticed by looking.</summary>
internal sealed class AlertLook(
    AlertStore alerts, PollSilences polls, BounceSilences bounces, Storms storms, AlertSettings settings)
{
    /// <summary>Looks, raises and resolves.</summary>
    /// <exception cref="System.Data.Common.DbException">The database cannot be used; nothing of this look counts.</exception>
    public async Task<ServiceState> LookAsync(CancellationToken cancellationToken)
    {
        var mailboxes = await polls.LookAsync(cancellationToken);
        var open = await alerts.ListOpenAsync(cancellationToken);
        foreach (var mailbox in mailboxes)
        {
            OpenAlert[] own = [.. open.Where(alert => alert.Mailbox == mailbox.Name)];
            await PollSilenceAsync(mailbox, own, cancellationToken);
            await bounces.LookAsync(mailbox, own, cancellationToken);
        }

        foreach (var orphan in open.Where(alert => !AlertCondition.IsOfServer(alert.Condition) && mailboxes.All(mailbox => mailbox.Name != alert.Mailbox)))
        {
            await alerts.ResolveAsync(orphan, AlertText.NotConfigured, cancellationToken);
        }

        await storms.LookAsync(mailboxes, open, cancellationToken);
        return new ServiceState(settings.Now, mailboxes, await alerts.ListOpenAsync(cancellationToken), null, settings.IsPolling);
    }

    private async Task PollSilenceAsync(PolledMailbox mailbox, OpenAlert[] own, CancellationToken cancellationToken)
    {
        var raised = own.FirstOrDefault(alert => alert.Condition == AlertCondition.PollSilence);
        if (raised is null && mailbox.IsSilent)
        {
            var activity = mailbox.Activity;
            await alerts.RaiseAsync(
                mailbox.Name,
                mailbox.Company,
                AlertCondition.PollSilence,
                AlertText.PollSilence(mailbox.Name, mailbox.Silent, activity.LastEndedAt, activity.Fault),
                cancellationToken);
        }
        else if (raised is not null && mailbox is { IsSilent: false, Activity.LastEndedAt: { } polled })
        {
            await alerts.ResolveAsync(raised, AlertText.Polled(polled), cancellationToken);
        }
    }
}
