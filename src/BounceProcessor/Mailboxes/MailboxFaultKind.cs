namespace BounceProcessor.Mailboxes;

/// <summary>Whose doing a fault of a mailbox is.</summary>
public enum MailboxFaultKind
{
    /// <summary>This machine's: settings, files, disk, or a run that did not come to an end.</summary>
    Ours,

    /// <summary>The network's, or a server that is away, silent or speaks no IMAP.</summary>
    Transport,

    /// <summary>The server understood and said no.</summary>
    Refused,

    /// <summary>The server refused the name with its password or token. Accounts are locked after some of these.</summary>
    SignInRefused,
}
