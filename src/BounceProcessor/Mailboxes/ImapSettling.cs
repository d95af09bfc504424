using MailKit;
using MailKit.Net.Imap;

namespace BounceProcessor.Mailboxes;

/// <summary>Flags or moves mails whose events are committed, with one command for all of them where the server can.</summary>
internal sealed class ImapSettling(MailboxOptions options, ImapFaults faults)
{
    /// <summary>How a server lets one move mails without touching anybody else's.</summary>
    public static MoveWay WayToMove(ImapCapabilities capabilities) =>
        capabilities.HasFlag(ImapCapabilities.Move) ? MoveWay.Move

        // Gmail: by a setting of the account \Deleted archives, deletes at once or waits for EXPUNGE, so it is never relied on there.
        : capabilities.HasFlag(ImapCapabilities.GMailExt1) ? MoveWay.None
        : capabilities.HasFlag(ImapCapabilities.UidPlus) ? MoveWay.CopyAndExpunge
        : MoveWay.None;

    public async Task SettleAsync(ImapConnection connection, IList<UniqueId> uids, CancellationToken cancellationToken)
    {
        var what = "filed mails could not be marked as seen";
        try
        {
            if (options.AfterFiling == AfterFiling.Flag)
            {
                await StoreAsync(connection, uids, MessageFlags.Seen, cancellationToken);
                return;
            }

            what = $"filed mails could not be moved to \"{options.MoveTo}\"";
            await MoveAsync(connection, uids, cancellationToken);
        }
        catch (Exception exception) when (ImapConnection.IsFault(exception) || exception is FolderNotFoundException)
        {
            throw faults.NotSettled(what, exception);
        }
    }

    private async Task MoveAsync(ImapConnection connection, IList<UniqueId> uids, CancellationToken cancellationToken)
    {
        var way = WayToMove(connection.Capabilities);
        if (way == MoveWay.None)
        {
            // COPY and \Deleted alone would leave the mail, and a plain EXPUNGE would take what others have marked as deleted. The source has told it.
            return;
        }

        var target = await connection.RunAsync(
            async (_, token) => await connection.FindAsync(options.MoveTo, token) ?? await connection.CreateAsync(options.MoveTo, token),
            cancellationToken) ?? throw new FolderNotFoundException(options.MoveTo);
        if (way == MoveWay.Move)
        {
            await connection.RunAsync((_, token) => connection.Folder.MoveToAsync(uids, target, token), cancellationToken);
            return;
        }

        await CopyAndExpungeAsync(connection, uids, target, cancellationToken);
    }

    private async Task CopyAndExpungeAsync(ImapConnection connection, IList<UniqueId> uids, ImapFolder target, CancellationToken cancellationToken)
    {
        var folder = connection.Folder;
        if (!folder.PermanentFlags.HasFlag(MessageFlags.Deleted))
        {
            // Copies that cannot be taken away at their old place would pile up, run after run.
            throw faults.ReadOnly();
        }

        // What carries \Deleted already was copied by a run that ended half-way, or thrown away by somebody: neither needs a copy.
        var flags = await connection.RunAsync((_, token) => folder.FetchAsync(uids, MessageSummaryItems.UniqueId | MessageSummaryItems.Flags, token), cancellationToken);
        UniqueId[] ours = [.. flags.Where(mail => mail.Flags?.HasFlag(MessageFlags.Deleted) == false && uids.Contains(mail.UniqueId)).Select(mail => mail.UniqueId)];
        if (ours.Length == 0)
        {
            return;
        }

        var copies = await connection.RunAsync((_, token) => folder.CopyToAsync(ours, target, token), cancellationToken);
        UniqueId[] copied = [.. ours.Where(uid => copies?.ContainsKey(uid) == true)];
        if (copied.Length > 0)
        {
            await StoreAsync(connection, copied, MessageFlags.Deleted, cancellationToken);
            await connection.RunAsync(token => folder.ExpungeAsync(copied, token), cancellationToken);
        }
    }

    private static async Task StoreAsync(ImapConnection connection, IList<UniqueId> uids, MessageFlags flag, CancellationToken cancellationToken) =>
        await connection.RunAsync((_, token) => connection.Folder.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, flag) { Silent = true }, token), cancellationToken);
}

/// <summary>How mails are moved.</summary>
internal enum MoveWay
{
    /// <summary>Not at all: the server has neither MOVE nor UIDPLUS.</summary>
    None,

    /// <summary>UID MOVE (RFC 6851).</summary>
    Move,

    /// <summary>UID COPY, \Deleted on the copied mails only, UID EXPUNGE of these (RFC 4315).</summary>
    CopyAndExpunge,
}
