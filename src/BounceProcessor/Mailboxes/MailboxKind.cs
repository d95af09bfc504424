namespace BounceProcessor.Mailboxes;

/// <summary>Where mails are read from.</summary>
public enum MailboxKind
{
    /// <summary>An IMAP server.</summary>
    Imap,

    /// <summary>A folder of .eml files, with its subfolders.</summary>
    Folder,

    /// <summary>A Maildir.</summary>
    Maildir,

    /// <summary>One mbox file.</summary>
    Mbox,
}
