using BounceProcessor.SignIn;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BounceProcessor.Mailboxes;

/// <summary>Finds the source that belongs to a mailbox's kind.</summary>
public static class MailSources
{
    /// <summary>The source for a mailbox, not yet opened.</summary>
    /// <param name="name">The mailbox's name in the configuration; messages quote it.</param>
    /// <param name="options">Taken as valid; the sources that read files need kind, path and what to do after filing only.</param>
    /// <param name="logger">For what the source notices and gets over; nothing is logged without it.</param>
    public static IMailSource Open(string name, MailboxOptions options, ILogger? logger = null) => Open(name, options, logger, tokens: null);

    // The tokens are needed by a mailbox that renews its access tokens.
    internal static IMailSource Open(string name, MailboxOptions options, ILogger? logger, AccessTokens? tokens) => options.Kind switch
    {
        MailboxKind.Folder => new EmlFolderSource(name, options),
        MailboxKind.Maildir => new MaildirSource(name, options),
        MailboxKind.Mbox => new MboxSource(name, options),
        MailboxKind.Imap => new ImapMailSource(name, options, logger ?? NullLogger.Instance, TimeProvider.System, tokens),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "There is no such kind of mailbox."),
    };
}
