using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;

using BounceProcessor.SignIn;

using MailKit;
using MailKit.Search;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Mailboxes;

/// <summary>A folder on an IMAP server. It is opened for reading only, and for writing just while mails are settled.</summary>
internal sealed class ImapMailSource(string name, MailboxOptions options, ILogger logger, TimeProvider time, AccessTokens? tokens) : IMailSource
{
    // A server that breaks one connection after the other, without a mail in between, is not hammered.
    private const int MostReconnects = 20;

    private readonly ImapFaults _faults = new(name, options);
    private ImapConnection? _connection;
    private uint _generation;
    private int _reconnects;
    private bool _isTold;

    /// <summary>The connection, while there is one.</summary>
    public ImapConnection? Current => _connection;

    /// <summary>The highest UID that the last listing found.</summary>
    public uint ListedTo { get; private set; }

    /// <summary>What to call it in messages.</summary>
    public ImapFaults Faults => _faults;

    /// <inheritdoc />
    public async Task<string> OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is { } kept && !await kept.TryRefreshAsync(cancellationToken))
        {
            await CloseAsync();
        }

        _reconnects = 0;
        _connection ??= await ConnectAsync(cancellationToken);
        TellOnce(_connection);
        _generation = _connection.Folder.UidValidity;
        return _generation.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<IReadOnlyList<MailEntry>> ListAsync(
        long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = (uint)Math.Clamp(from, 1, uint.MaxValue);
        var found = await AskAsync(
            "the mails were listed",
            (connection, _, token) => SearchAsync(connection, SearchQuery.Uids(new UniqueIdRange(new UniqueId(first), UniqueId.MaxValue)), token),
            cancellationToken);

        ListedTo = Math.Max(first - 1, found.Select(uid => uid.Id).DefaultIfEmpty().Max());

        // "n:*" always holds the last mail, even when its UID is lower than n (RFC 9051, section 9, seq-range).
        foreach (var page in found.Where(uid => uid.Id >= first).Order().Chunk(MailFile.PageLength))
        {
            var entries = await AskAsync("the mails were listed", (connection, _, token) => SummariesAsync(connection, page, token), cancellationToken);
            if (entries.Count > 0)
            {
                yield return entries;
            }
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RawMail> ReadAsync(
        IReadOnlyList<MailEntry> entries, long sizeLimitBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var batch in ImapBatches.Split(entries, sizeLimitBytes))
        {
            foreach (var mail in await ReadBatchAsync(batch, sizeLimitBytes, cancellationToken))
            {
                yield return mail;
            }
        }
    }

    /// <inheritdoc />
    public async Task SettleAsync(IReadOnlyList<MailEntry> entries, CancellationToken cancellationToken)
    {
        if (options.AfterFiling == AfterFiling.Leave || entries.Count == 0)
        {
            return;
        }

        var connection = Connection();
        await connection.AccessAsync(FolderAccess.ReadWrite, cancellationToken);
        if (connection.Folder.Access != FolderAccess.ReadWrite)
        {
            throw _faults.ReadOnly();
        }

        var settling = new ImapSettling(options, _faults);
        await settling.SettleAsync(connection, [.. entries.Select(ImapBatches.Uid)], cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => CloseAsync();

    /// <summary>Signs out. The source may be opened again.</summary>
    public async ValueTask CloseAsync()
    {
        var connection = Interlocked.Exchange(ref _connection, null);
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    private void TellOnce(ImapConnection connection)
    {
        if (_isTold)
        {
            return;
        }

        _isTold = true;
        if (options.Tls == MailboxTls.None && !IsThisMachine(options.Host))
        {
            MailboxLog.NotEncrypted(logger, name);
        }

        if (options.AfterFiling == AfterFiling.Move && ImapSettling.WayToMove(connection.Capabilities) == MoveWay.None)
        {
            MailboxLog.CannotMove(logger, name);
        }
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static async Task<IReadOnlyCollection<UniqueId>> SearchAsync(ImapConnection connection, SearchQuery query, CancellationToken cancellationToken)
    {
        if (connection.Capabilities.HasFlag(MailKit.Net.Imap.ImapCapabilities.ESearch))
        {
            // Ranges instead of one number a mail (RFC 4731).
            var results = await connection.Folder.SearchAsync(SearchOptions.All, query, cancellationToken);
            return [.. results.UniqueIds];
        }

        return [.. await connection.Folder.SearchAsync(query, cancellationToken)];
    }

    private static async Task<IReadOnlyList<MailEntry>> SummariesAsync(
        ImapConnection connection, IReadOnlyList<UniqueId> page, CancellationToken cancellationToken)
    {
        var wanted = page.ToHashSet();
        var summaries = await connection.Folder.FetchAsync(
            [.. page], MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.InternalDate, cancellationToken);

        // A server may tell of other mails in between (RFC 9051, section 7.5.2).
        return [.. summaries.Where(mail => wanted.Remove(mail.UniqueId)).OrderBy(mail => mail.UniqueId).Select(mail => new MailEntry(
            mail.UniqueId.Id.ToString(CultureInfo.InvariantCulture), mail.UniqueId.Id, mail.Size ?? 0, mail.InternalDate ?? DateTimeOffset.UnixEpoch))];
    }

    // A batch that breaks is taken up again after the mails that came; the one it broke at is then read alone, and skipped when it breaks alone too.
    private async Task<IReadOnlyList<RawMail>> ReadBatchAsync(
        IReadOnlyList<MailEntry> batch, long sizeLimitBytes, CancellationToken cancellationToken)
    {
        var read = new Dictionary<string, RawMail>(batch.Count, StringComparer.Ordinal);
        var open = batch.ToList();
        while (open.Count > 0)
        {
            var fault = await TryReadAsync(open, read, sizeLimitBytes, cancellationToken);
            if (open.RemoveAll(entry => read.ContainsKey(entry.Key)) > 0)
            {
                _reconnects = 0;
            }

            if (open.Count == 0)
            {
                break;
            }

            if (fault is null)
            {
                open = await StillThereAsync(open, cancellationToken);
                if (open.Count == 0)
                {
                    break;
                }
            }
            else if (open.Count > 1)
            {
                MailboxLog.BatchBroke(logger, name, batch.Count, ServerWords.Of(fault));
            }

            fault = await TryReadAsync(open[..1], read, sizeLimitBytes, cancellationToken);
            if (read.ContainsKey(open[0].Key))
            {
                _reconnects = 0;
            }
            else
            {
                MailboxLog.MailSkipped(logger, name, open[0].Key, fault is null ? "the server lists it but does not send it" : ServerWords.Of(fault));
            }

            open.RemoveAt(0);
        }

        return [.. batch.Where(entry => read.ContainsKey(entry.Key)).Select(entry => read[entry.Key])];
    }

    private async Task<Exception?> TryReadAsync(
        IReadOnlyList<MailEntry> entries, Dictionary<string, RawMail> read, long sizeLimitBytes, CancellationToken cancellationToken)
    {
        var connection = Connection();
        try
        {
            await connection.AccessAsync(FolderAccess.ReadOnly, cancellationToken);
            await connection.RunAsync(
                (alive, token) => ImapBatches.FetchAsync(connection.Folder, entries, sizeLimitBytes, read, alive, token),
                cancellationToken);
            return null;
        }
        catch (Exception exception) when (ImapConnection.IsFault(exception))
        {
            if (exception is not CommandException)
            {
                await ReconnectAsync(exception, cancellationToken);
            }

            return exception;
        }
    }

    private async Task<List<MailEntry>> StillThereAsync(List<MailEntry> entries, CancellationToken cancellationToken)
    {
        UniqueId[] uids = [.. entries.Select(ImapBatches.Uid)];
        var there = await AskAsync("mails were looked for", (connection, _, token) => SearchAsync(connection, SearchQuery.Uids(uids), token), cancellationToken);
        var left = entries.Where(entry => there.Contains(ImapBatches.Uid(entry))).ToList();
        if (left.Count < entries.Count)
        {
            MailboxLog.MailsGone(logger, name, entries.Count - left.Count);
        }

        return left;
    }

    private async Task<T> AskAsync<T>(
        string doing, Func<ImapConnection, ReplyDeadline, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var connection = Connection();
        try
        {
            await connection.AccessAsync(FolderAccess.ReadOnly, cancellationToken);
            return await connection.RunAsync((alive, token) => work(connection, alive, token), cancellationToken);
        }
        catch (Exception exception) when (ImapConnection.IsFault(exception))
        {
            throw _faults.Broken(doing, exception);
        }
    }

    private async Task ReconnectAsync(Exception cause, CancellationToken cancellationToken)
    {
        if (++_reconnects > MostReconnects)
        {
            throw _faults.Broken("mails were read, again and again", cause);
        }

        await CloseAsync();
        var connection = await ConnectAsync(cancellationToken);
        _connection = connection;
        if (connection.Folder.UidValidity != _generation)
        {
            throw _faults.Recreated(_generation, connection.Folder.UidValidity);
        }
    }

    private async Task<ImapConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new ImapConnection(options, _faults, new ImapCredentials(name, options, _faults, tokens, time), time);
        try
        {
            await connection.ConnectAsync(await connection.ResolveAsync(cancellationToken), cancellationToken);
            await connection.GreetAsync(cancellationToken);
            await connection.SignInAsync(cancellationToken);
            await connection.OpenFolderAsync(cancellationToken);
            var opened = connection;
            connection = null;
            return opened;
        }
        finally
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private ImapConnection Connection() => _connection ?? throw new InvalidOperationException("Open comes first.");
}
