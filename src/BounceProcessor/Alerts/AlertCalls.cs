using BounceProcessor.Diagnosis;
using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Alerts;

/// <summary>What the canaries need of clock, configuration and alerts.</summary>
internal sealed class AlertCalls(AlertStore alerts, TimeProvider time, IOptions<AlertOptions> options, IOptions<MailboxesOptions> mailboxes)
{
    /// <summary>When this process began to look.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>The clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The configuration.</summary>
    public AlertOptions Options => options.Value;

    /// <summary>A mailbox by its name as the configuration writes it; the validator has seen to it that it is there.</summary>
    public (string Name, MailboxOptions Options) Mailbox(string name)
    {
        var found = mailboxes.Value.ByName.First(entry => entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        return (found.Key, found.Value);
    }

    /// <summary>Raises an alert unless it is open.</summary>
    public async Task RaiseAsync(string mailbox, string company, string condition, LocalizedText text, CancellationToken cancellationToken)
    {
        if (await OpenAsync(mailbox, condition, cancellationToken) is null)
        {
            await alerts.RaiseAsync(mailbox, company, condition, text, cancellationToken);
        }
    }

    /// <summary>Resolves an alert if it is open.</summary>
    public async Task ResolveAsync(string mailbox, string condition, LocalizedText why, CancellationToken cancellationToken)
    {
        if (await OpenAsync(mailbox, condition, cancellationToken) is { } open)
        {
            await alerts.ResolveAsync(open, why, cancellationToken);
        }
    }

    private async Task<OpenAlert?> OpenAsync(string mailbox, string condition, CancellationToken cancellationToken) =>
        (await alerts.ListOpenAsync(cancellationToken)).FirstOrDefault(alert => alert.Mailbox == mailbox && alert.Condition == condition);
}
