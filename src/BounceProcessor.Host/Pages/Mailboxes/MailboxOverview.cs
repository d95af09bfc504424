using BounceProcessor.Host.Pages.Text;
using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Polling;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Pages.Mailboxes;

/// <summary>Puts together how it stands with each mailbox of the configuration.</summary>
internal sealed class MailboxOverview(
    IOptions<MailboxesOptions> configured, RunStore runs, RunStates holders, MailboxStates states, OpenMails open)
{
    private const int LongestFault = 1000;
    private const int MostLeftShown = 20;

    /// <summary>All mailboxes, those that fail first.</summary>
    public async Task<IReadOnlyList<MailboxView>> LoadAsync(CancellationToken cancellationToken)
    {
        var told = (await states.ListAsync(cancellationToken)).ToDictionary(state => state.Mailbox, StringComparer.OrdinalIgnoreCase);
        var (left, quarantined) = await open.ListAsync(cancellationToken);
        List<MailboxView> views = [];
        foreach (var (name, options) in configured.Value.ByName)
        {
            var view = await LoadAsync(name, options, told.GetValueOrDefault(name), cancellationToken);
            var mails = left[name].ToList();
            views.Add(view with
            {
                Left = mails.Count,
                LeftMails = [.. mails.Take(MostLeftShown).Select(mail => mail with { Fault = Visible.Short(mail.Fault, LongestFault) })],
                Quarantined = quarantined.GetValueOrDefault(name),
            });
        }

        return [.. views.OrderByDescending(view => view.IsFailing).ThenBy(view => view.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private async Task<MailboxView> LoadAsync(string name, MailboxOptions options, MailboxState? state, CancellationToken cancellationToken)
    {
        var success = await runs.FindLastSuccessAsync(name, cancellationToken);
        var fault = await runs.FindLastFaultAsync(name, cancellationToken);
        var holder = await holders.HolderAsync(name, cancellationToken);
        return new MailboxView
        {
            Name = name,
            Kind = options.Kind.ToString(),
            Company = options.Company,
            Success = success,
            Fault = fault is null ? null : fault with { Error = Visible.Short(fault.Error ?? "", LongestFault) },
            WatchedSince = state?.WatchedSince,
            NextTryAt = state?.NextTryAt,
            Holder = holder?.Words,
        };
    }
}
