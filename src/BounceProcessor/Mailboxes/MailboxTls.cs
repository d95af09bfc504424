namespace BounceProcessor.Mailboxes;

/// <summary>How an IMAP connection is encrypted.</summary>
public enum MailboxTls
{
    /// <summary>Not at all; only for a server on the same machine.</summary>
    None,

    /// <summary>STARTTLS, required.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    SslOnConnect,
}
