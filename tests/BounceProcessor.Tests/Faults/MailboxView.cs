using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

namespace BounceProcessor.Tests.Faults;

/// <summary>A mail as another client sees it.</summary>
internal sealed record SeenMail(string Folder, uint Uid, MessageFlags Flags, string MessageId);

/// <summary>Looks into a mailbox as another client would, without changing it.</summary>
internal static class MailboxView
{
    /// <summary>Every mail of every folder.</summary>
    public static async Task<IReadOnlyList<SeenMail>> LookAsync(int port, string username, CancellationToken cancellationToken)
    {
        using var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", port, SecureSocketOptions.None, cancellationToken);
        await client.AuthenticateAsync(username, "secret", cancellationToken);
        List<SeenMail> all = [];
        foreach (var folder in await client.GetFoldersAsync(client.PersonalNamespaces[0], cancellationToken: cancellationToken))
        {
            await folder.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
            var uids = await folder.SearchAsync(SearchQuery.All, cancellationToken);
            foreach (var mail in await folder.FetchAsync(
                uids, MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.Envelope, cancellationToken))
            {
                // \Recent belongs to the session, not to the mail (RFC 3501, section 2.3.2).
                all.Add(new SeenMail(folder.FullName, mail.UniqueId.Id, (mail.Flags ?? MessageFlags.None) & ~MessageFlags.Recent, mail.Envelope?.MessageId ?? ""));
            }
        }

        await client.DisconnectAsync(true, cancellationToken);
        return all;
    }
}
