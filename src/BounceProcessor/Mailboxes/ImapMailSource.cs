using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;

using BounceProcessor.SignIn;

using MailKit;
using MailKit.Search;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Mailboxes;

/// <summary>A folder on an IMAP server. It is opened for reading only; for writing when there are mails to settle, and then it stays so.</summary>
internal sealed class ImapMailSource(string name, MailboxOptions options, ILogger logger, TimeProvider time, AccessTokens? tokens) : IMailSource
{
    // Not 0: a mail without a single byte is taken for one only when the server says so.
    private const long UnknownSize = 1;

    private readonly ImapFaults _faults = new(name, options);
    private readonly ImapLines _lines = new(name, options, logger, time, tokens);
    private readonly ConcurrentDictionary<string, string> _left = new(StringComparer.Ordinal);
    private bool _isTold;

    /// <inheritdoc />
    public int Readers => options.Connections;

    /// <summary>The first connection, while there is one.</summary>
    public ImapConnection? Current => _lines.First;

    /// <summary>The highest UID that the last listing found.</summary>
    public uint ListedTo { get; private set; }

    /// <summary>What to call it in messages.</summary>
    public ImapFaults Faults => _faults;

    /// <inheritdoc />
    public async Task<string> OpenAsync(CancellationToken cancellationToken)
    {
        _left.Clear();
        var generation = await _lines.OpenAsync(cancellationToken);
        if (Current is { } connection)
        {
            TellOnce(connection);
        }

        return generation.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<IReadOnlyList<MailEntry>> ListAsync(
        long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = (uint)Math.Clamp(from, 1, uint.MaxValue);
        var found = await AskAsync(
            "the mails were listed",
            (connection, token) => SearchAsync(connection, SearchQuery.Uids(new UniqueIdRange(new UniqueId(first), UniqueId.MaxValue)), token),
            cancellationToken);

        ListedTo = Math.Max(first - 1, found.Select(uid => uid.Id).DefaultIfEmpty().Max());

        // "n:*" always holds the last mail, even when its UID is lower than n (RFC 9051, section 9, seq-range).
        foreach (var page in found.Where(uid => uid.Id >= first).Order().Chunk(MailFile.PageLength))
        {
            var entries = await AskAsync("the mails were listed", (connection, token) => SummariesAsync(connection, page, token), cancellationToken);
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
    public async Task<IReadOnlyList<MailEntry>> FindAsync(IReadOnlyList<MailEntry> entries, CancellationToken cancellationToken)
    {
        UniqueId[] uids = [.. entries.Select(ImapBatches.Uid)];
        var there = await AskAsync("mails were looked for", (connection, token) => SearchAsync(connection, SearchQuery.Uids(uids), token), cancellationToken);
        return Listed(entries, there);
    }

    /// <inheritdoc />
    public string? FaultOf(MailEntry entry) => _left.GetValueOrDefault(entry.Key);

    /// <inheritdoc />
    public async Task SettleAsync(IReadOnlyList<MailEntry> entries, CancellationToken cancellationToken)
    {
        if (options.AfterFiling == AfterFiling.Leave || entries.Count == 0)
        {
            return;
        }

        var line = await _lines.TakeAsync(cancellationToken);
        try
        {
            await line.Connection.AccessAsync(FolderAccess.ReadWrite, cancellationToken);
            if (line.Connection.Folder.Access != FolderAccess.ReadWrite)
            {
                throw _faults.ReadOnly();
            }

            var settling = new ImapSettling(options, _faults);
            await settling.SettleAsync(line.Connection, [.. entries.Select(ImapBatches.Uid)], cancellationToken);
        }
        finally
        {
            _lines.Give(line);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => CloseAsync();

    /// <summary>Signs out. The source may be opened again.</summary>
    public ValueTask CloseAsync() => _lines.DisposeAsync();

    /// <summary>Signs out all connections but the first: between two runs there is nothing for them to do.</summary>
    public ValueTask CloseOthersAsync() => _lines.CloseOthersAsync();

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
        List<MailEntry> entries = [.. summaries.Where(mail => wanted.Remove(mail.UniqueId)).Select(mail => new MailEntry(
            mail.UniqueId.Id.ToString(CultureInfo.InvariantCulture), mail.UniqueId.Id, mail.Size ?? UnknownSize, mail.InternalDate ?? DateTimeOffset.UnixEpoch))];

        // Found a moment ago, and not told of now: gone, or a fault of the server. Reading it will tell.
        entries.AddRange(wanted.Select(uid => new MailEntry(uid.Id.ToString(CultureInfo.InvariantCulture), uid.Id, UnknownSize, DateTimeOffset.UnixEpoch)));
        return [.. entries.OrderBy(entry => entry.Position)];
    }

    // The search knows them by their UIDs.
    private static List<MailEntry> Listed(IReadOnlyList<MailEntry> entries, IReadOnlyCollection<UniqueId> there)
    {
        var uids = there.ToHashSet();
        return [.. entries.Where(entry => uids.Contains(ImapBatches.Uid(entry)))];
    }

    private async Task<IReadOnlyList<RawMail>> ReadBatchAsync(
        IReadOnlyList<MailEntry> batch, long sizeLimitBytes, CancellationToken cancellationToken)
    {
        var line = await _lines.TakeAsync(cancellationToken);
        try
        {
            return await ReadBatchAsync(line, batch, sizeLimitBytes, cancellationToken);
        }
        finally
        {
            _lines.Give(line);
        }
    }

    // A batch that breaks is taken up again after the mails that came; the one it broke at is then read alone, and skipped when it breaks alone too.
    private async Task<IReadOnlyList<RawMail>> ReadBatchAsync(
        ImapLine line, IReadOnlyList<MailEntry> batch, long sizeLimitBytes, CancellationToken cancellationToken)
    {
        var read = new Dictionary<string, RawMail>(batch.Count, StringComparer.Ordinal);
        var open = batch.ToList();
        while (open.Count > 0)
        {
            var fault = await TryReadAsync(line, open, read, sizeLimitBytes, cancellationToken);
            if (open.RemoveAll(entry => read.ContainsKey(entry.Key)) > 0)
            {
                _lines.Recovered();
            }

            if (open.Count > 0 && fault is null)
            {
                open = await StillThereAsync(line, open, cancellationToken);
            }
            else if (open.Count > 1 && fault is not null)
            {
                MailboxLog.BatchBroke(logger, name, batch.Count, ServerWords.Of(fault));
            }

            if (open.Count > 0)
            {
                await ReadAloneAsync(line, open[0], read, sizeLimitBytes, cancellationToken);
                open.RemoveAt(0);
            }
        }

        return [.. batch.Where(entry => read.ContainsKey(entry.Key)).Select(entry => read[entry.Key])];
    }

    private async Task ReadAloneAsync(
        ImapLine line, MailEntry entry, Dictionary<string, RawMail> read, long sizeLimitBytes, CancellationToken cancellationToken)
    {
        var fault = await TryReadAsync(line, [entry], read, sizeLimitBytes, cancellationToken);
        if (read.ContainsKey(entry.Key))
        {
            _lines.Recovered();
            return;
        }

        var why = fault is null ? "the server lists it but does not send it" : ServerWords.Of(fault);
        _left[entry.Key] = why;
        MailboxLog.MailSkipped(logger, name, entry.Key, why);
    }

    private async Task<Exception?> TryReadAsync(
        ImapLine line, IReadOnlyList<MailEntry> entries, Dictionary<string, RawMail> read, long sizeLimitBytes, CancellationToken cancellationToken)
    {
        try
        {
            var connection = line.Connection;
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
                await _lines.ReconnectAsync(line, exception, cancellationToken);
            }

            return exception;
        }
    }

    private async Task<List<MailEntry>> StillThereAsync(ImapLine line, List<MailEntry> entries, CancellationToken cancellationToken)
    {
        UniqueId[] uids = [.. entries.Select(ImapBatches.Uid)];
        var there = await AskAsync(line, "mails were looked for", (connection, token) => SearchAsync(connection, SearchQuery.Uids(uids), token), cancellationToken);
        var left = Listed(entries, there);
        if (left.Count < entries.Count)
        {
            MailboxLog.MailsGone(logger, name, entries.Count - left.Count);
        }

        return left;
    }

    private async Task<T> AskAsync<T>(
        string doing, Func<ImapConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var line = await _lines.TakeAsync(cancellationToken);
        try
        {
            return await AskAsync(line, doing, work, cancellationToken);
        }
        finally
        {
            _lines.Give(line);
        }
    }

    private async Task<T> AskAsync<T>(
        ImapLine line, string doing, Func<ImapConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            var connection = line.Connection;
            await connection.AccessAsync(FolderAccess.ReadOnly, cancellationToken);
            return await connection.RunAsync((_, token) => work(connection, token), cancellationToken);
        }
        catch (Exception exception) when (ImapConnection.IsFault(exception))
        {
            throw _faults.Broken(doing, exception);
        }
    }
}
