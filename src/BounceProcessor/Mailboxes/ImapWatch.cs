using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

namespace BounceProcessor.Mailboxes;

/// <summary>Waits with IDLE (RFC 2177) for mail that the last listing did not show, on the connection that the last run left open.</summary>
internal static class ImapWatch
{
    /// <summary>Whether there is a connection, to a server that can IDLE.</summary>
    public static bool IsPossible(ImapMailSource source) => source.Current?.Capabilities.HasFlag(ImapCapabilities.Idle) == true;

    /// <summary>Waits until there is news or <paramref name="interrupt"/> says that the connection is wanted.</summary>
    /// <param name="source">Open, and used by nobody else meanwhile.</param>
    /// <param name="options">The mailbox's settings.</param>
    /// <param name="interrupt">Ends the wait in good order, within one reply of the server.</param>
    /// <param name="cancellationToken">Ends the wait at once; the connection is of no more use then.</param>
    /// <exception cref="MailboxException">The connection or the server's IDLE broke; the connection is of no more use.</exception>
    public static async Task<WatchEnd> WaitAsync(
        ImapMailSource source, MailboxOptions options, CancellationToken interrupt, CancellationToken cancellationToken)
    {
        if (source.Current is not { } connection)
        {
            return WatchEnd.NotOpen;
        }

        if (!IsPossible(source))
        {
            return WatchEnd.NoIdle;
        }

        try
        {
            return await WaitAsync(connection, source.ListedTo, options.IdleRenewal, interrupt, cancellationToken);
        }
        catch (Exception exception) when (ImapConnection.IsFault(exception))
        {
            throw source.Faults.Broken("new mail was waited for", exception);
        }
    }

    private static async Task<WatchEnd> WaitAsync(
        ImapConnection connection, uint listedTo, TimeSpan renewal, CancellationToken interrupt, CancellationToken cancellationToken)
    {
        await connection.AccessAsync(FolderAccess.ReadOnly, cancellationToken);
        var folder = connection.Folder;
        var count = folder.Count;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        var isNews = false;
        void Look(object? sender, EventArgs e)
        {
            // Mails that go away are no news, those that we moved ourselves least of all.
            isNews |= folder.Count > count;
            count = folder.Count;
            if (isNews)
            {
                over.CancelAfter(TimeSpan.Zero);
            }
        }

        folder.CountChanged += Look;
        try
        {
            // What came between the run's listing and this moment; from here on the server tells. Not with |=, which would forget what it told meanwhile.
            if (await HasMailAboveAsync(connection, listedTo, cancellationToken))
            {
                isNews = true;
            }

            while (!isNews && !over.IsCancellationRequested)
            {
                await IdleOnceAsync(connection, renewal, over.Token, cancellationToken);
            }
        }
        finally
        {
            folder.CountChanged -= Look;
        }

        return isNews ? WatchEnd.News : WatchEnd.Interrupted;
    }

    private static async Task<bool> HasMailAboveAsync(ImapConnection connection, uint listedTo, CancellationToken cancellationToken)
    {
        if (connection.Folder.Count == 0 || listedTo == uint.MaxValue)
        {
            return false;
        }

        var above = new UniqueIdRange(new UniqueId(listedTo + 1), UniqueId.MaxValue);
        var found = await connection.RunAsync((_, token) => connection.Folder.SearchAsync(SearchQuery.Uids(above), token), cancellationToken);

        // "n:*" always holds the last mail, even when its UID is lower than n (RFC 9051, section 9, seq-range).
        return found.Any(uid => uid.Id > listedTo);
    }

    private static async Task IdleOnceAsync(ImapConnection connection, TimeSpan length, CancellationToken over, CancellationToken cancellationToken) =>
        await connection.RunAsync(
            async (deadline, token) =>
            {
                // MailKit writes DONE in the callback of the token, and waits there while the network takes nothing: never on our way.
                using var done = new CancellationTokenSource();
                using var time = CancellationTokenSource.CreateLinkedTokenSource(over);
                deadline.ExpectSilence(length);
                await using var telling = time.Token.Register(() =>
                {
                    deadline.ExpectAnswer();
                    _ = done.CancelAsync();
                });
                time.CancelAfter(length);
                await connection.IdleAsync(done.Token, token);
                return true;
            },
            cancellationToken);
}

/// <summary>How a wait for news ended.</summary>
internal enum WatchEnd
{
    /// <summary>There is mail that the last listing did not show.</summary>
    News,

    /// <summary>The connection was wanted.</summary>
    Interrupted,

    /// <summary>The server cannot IDLE.</summary>
    NoIdle,

    /// <summary>There is no connection to wait on.</summary>
    NotOpen,
}
