using System.Globalization;

using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Polling;

/// <summary>Finds mailboxes that want more connections than their host may have.</summary>
internal sealed class PollingConnectionsValidator(IOptions<MailboxesOptions> mailboxes) : IValidateOptions<PollingOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, PollingOptions options)
    {
        try
        {
            var greedy = mailboxes.Value.ByName.Where(mailbox => mailbox.Value.Kind == MailboxKind.Imap && mailbox.Value.Connections > options.MaxConnectionsPerHost)
                .Select(mailbox => string.Create(
                    CultureInfo.InvariantCulture,
                    $"Mailboxes:{mailbox.Key}:Connections is {mailbox.Value.Connections}, more than Polling:MaxConnectionsPerHost ({options.MaxConnectionsPerHost}); lower the first or raise the second."))
                .ToList();
            return greedy.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(greedy);
        }
        catch (OptionsValidationException)
        {
            return ValidateOptionsResult.Success; // what is wrong with the mailboxes is told by their own validator
        }
    }
}
