using System.Collections.Concurrent;

using BounceProcessor.SignIn;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Mailboxes;

/// <summary>The connections of one mailbox, all with its folder open. The first is always there; the others are made when there is work for them.</summary>
internal sealed class ImapLines(string name, MailboxOptions options, ILogger logger, TimeProvider time, AccessTokens? tokens) : IAsyncDisposable
{
    // A server that breaks one connection after the other, without a mail in between, is not hammered.
    private const int MostReconnects = 20;

    private readonly ImapFaults _faults = new(name, options);
    private readonly ConcurrentStack<ImapLine> _idle = new();
    private ImapLine[] _lines = [];
    private SemaphoreSlim _free = new(0);
    private uint _generation;
    private int _reconnects;

    /// <summary>The first connection, while there is one.</summary>
    public ImapConnection? First => _lines is [{ IsConnected: true } first, ..] ? first.Connection : null;

    /// <summary>Connects the first; one that is still connected stays.</summary>
    /// <returns>The folder's UIDVALIDITY.</returns>
    public async Task<uint> OpenAsync(CancellationToken cancellationToken)
    {
        if (_lines is [var first, ..] && (!first.IsConnected || !await first.Connection.TryRefreshAsync(cancellationToken)))
        {
            await DisposeAsync();
        }

        if (_lines.Length == 0)
        {
            _lines = [new ImapLine(await ConnectAsync(cancellationToken))];
        }

        _generation = _lines[0].Connection.Folder.UidValidity;
        await CloseAsync(_lines[1..]);
        _lines = [_lines[0], .. Enumerable.Range(1, options.Connections - 1).Select(_ => new ImapLine(null))];
        _idle.Clear();
        _idle.PushRange([.. _lines.Reverse()]);
        _free.Dispose();
        _free = new SemaphoreSlim(_lines.Length);
        _reconnects = 0;
        return _generation;
    }

    /// <summary>Takes a connection that nobody uses; waits for one if need be.</summary>
    public async Task<ImapLine> TakeAsync(CancellationToken cancellationToken)
    {
        if (_lines.Length == 0)
        {
            throw new InvalidOperationException("Open comes first.");
        }

        while (true)
        {
            await _free.WaitAsync(cancellationToken);
            if (_idle.TryPop(out var line) && (line.IsConnected || await TryConnectAsync(line, cancellationToken)))
            {
                return line;
            }
        }
    }

    /// <summary>Gives a connection back.</summary>
    public void Give(ImapLine line)
    {
        _idle.Push(line);
        _free.Release();
    }

    /// <summary>A mail came: whatever broke before is over.</summary>
    public void Recovered() => _reconnects = 0;

    /// <summary>Makes a broken connection anew.</summary>
    /// <exception cref="MailboxException">That is impossible, or was done too often, or the folder is another one by now.</exception>
    public async Task ReconnectAsync(ImapLine line, Exception cause, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _reconnects) > MostReconnects)
        {
            throw _faults.Broken("mails were read, again and again", cause);
        }

        await CloseAsync([line]);
        line.Connect(await ConnectAsync(cancellationToken));
        if (line.Connection.Folder.UidValidity != _generation)
        {
            throw _faults.Recreated(_generation, line.Connection.Folder.UidValidity);
        }
    }

    /// <summary>Signs out all connections but the first; they are made anew when they are needed.</summary>
    public async ValueTask CloseOthersAsync() => await CloseAsync(_lines.Skip(1));

    public async ValueTask DisposeAsync()
    {
        await CloseAsync(Interlocked.Exchange(ref _lines, []));
        _free.Dispose();
    }

    private static async Task CloseAsync(IEnumerable<ImapLine> lines)
    {
        foreach (var line in lines)
        {
            await line.DisposeAsync();
        }
    }

    // A server may allow fewer connections than were configured; then the work goes on with those there are.
    private async Task<bool> TryConnectAsync(ImapLine line, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await ConnectAsync(cancellationToken);
            line.Connect(connection);
            return connection.Folder.UidValidity == _generation
                ? true
                : throw _faults.Recreated(_generation, connection.Folder.UidValidity);
        }
        catch (MailboxException fault) when (!line.IsConnected && _lines[0] != line)
        {
            MailboxLog.FewerConnections(logger, name, options.Connections, fault.Message);
            return false;
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
}
