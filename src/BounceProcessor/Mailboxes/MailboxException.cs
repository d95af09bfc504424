namespace BounceProcessor.Mailboxes;

/// <summary>A mailbox cannot be used. The message is one clear line: mailbox, cause, what to do.</summary>
public sealed class MailboxException(string message, Exception? innerException) : Exception(message, innerException)
{
    /// <summary>Whose doing it is. Default <see cref="MailboxFaultKind.Ours"/>.</summary>
    public MailboxFaultKind Kind { get; init; }
}
