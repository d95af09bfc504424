namespace BounceProcessor.Mailboxes;

/// <summary>
/// One mailbox, open for one run. Reading changes nothing in it; only <see cref="SettleAsync"/> does. At most <see cref="Readers"/> calls
/// are made at a time; between two pages of a listing other calls may come.
/// </summary>
public interface IMailSource : IAsyncDisposable
{
    /// <summary>How many calls the source can answer at the same time. 1, unless it has several connections.</summary>
    int Readers => 1;

    /// <summary>Connects and opens the mailbox. May be called again: an open source then looks whether it is still connected, and connects anew if not.</summary>
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

    /// <summary>Of mails that were listed once, in this generation, those that the mailbox still lists.</summary>
    async Task<IReadOnlyList<MailEntry>> FindAsync(IReadOnlyList<MailEntry> entries, CancellationToken cancellationToken)
    {
        var wanted = entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        List<MailEntry> found = [];
        await foreach (var page in ListAsync(entries.Min(entry => entry.Position), cancellationToken))
        {
            found.AddRange(page.Where(entry => wanted.Remove(entry.Key)));
        }

        return found;
    }

    /// <summary>Why a mail was missing from what was read last; <see langword="null"/> when the source does not know.</summary>
    string? FaultOf(MailEntry entry) => null;

    /// <summary>Does what the mailbox is configured to do with mails whose events are committed: nothing, a flag, a move. Repeating it does no harm.</summary>
    Task SettleAsync(IReadOnlyList<MailEntry> entries, CancellationToken cancellationToken);
}
