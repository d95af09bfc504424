using BounceProcessor.SignIn;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Mailboxes;

/// <summary>The mailboxes of the configuration, ready to be opened.</summary>
/// <param name="options">The configuration.</param>
/// <param name="tokens">Needed by mailboxes whose access tokens are renewed; without it the others can be opened all the same.</param>
internal sealed class ConfiguredMailboxes(IOptions<MailboxesOptions> options, AccessTokens? tokens = null)
{
    /// <summary>Each under its name, without regard to case.</summary>
    public IReadOnlyDictionary<string, MailboxOptions> ByName => options.Value.ByName;

    /// <summary>The source of a mailbox, not yet opened.</summary>
    public IMailSource Open(string name, ILogger logger) => MailSources.Open(name, ByName[name], logger, tokens);
}
