namespace BounceProcessor.Mailboxes;

/// <summary>One mailbox, open for one run. Reading changes nothing in it; only <see cref="SettleAsync"/> does.</summary>
public interface IMailSource : IAsyncDisposable
{
    /// <summary>Connects and opens the mailbox.</summary>
    /// <returns>The generation of the mailbox's keys (IMAP: UIDVALIDITY); keys of another generation mean nothing.</returns>
    /// <exception cref="MailboxException">The mailbox cannot be opened; the message names mailbox, cause and remedy.</exception>
    Task<string> OpenAsync(CancellationToken cancellationToken);

    /// <summary>The mails the mailbox shows now, in pages of at most 500, each with its size.</summary>
    /// <param name="from">Lowest <see cref="MailEntry.Position"/> wanted; sources without positions list everything.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<IReadOnlyList<MailEntry>> ListAsync(long from, CancellationToken cancellationToken);

    /// <summary>Reads the mails of one page in one go. A mail above the limit comes with its headers only. A mail that vanished meanwhile is missing from the result.</summary>
    /// <param name="entries">At most one page.</param>
    /// <param name="sizeLimitBytes">Largest mail that is read whole.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<RawMail> ReadAsync(IReadOnlyList<MailEntry> entries, long sizeLimitBytes, CancellationToken cancellationToken);

    /// <summary>Does what the mailbox is configured to do with mails whose events are committed: nothing, a flag, a move. Repeating it does no harm.</summary>
    Task SettleAsync(IReadOnlyList<MailEntry> entries, CancellationToken cancellationToken);
}
