using System.Net;
using System.Net.Sockets;

using BounceProcessor.MailServers;

using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace BounceProcessor.Mailboxes;

/// <summary>One signed-in IMAP connection and its folder, made step by step so that each step can say what is wrong with it.</summary>
internal sealed class ImapConnection : IAsyncDisposable
{
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    // What a router that forgets silent connections after some minutes has dropped shows itself within two.
    private const int KeepAliveSeconds = 60;
    private const int KeepAliveProbeSeconds = 15;
    private const int KeepAliveProbes = 4;

    private readonly MailboxOptions _options;
    private readonly ImapFaults _faults;
    private readonly ImapCredentials _credentials;
    private readonly ImapClient _client;
    private ServerCertificate? _certificate;
    private Socket? _socket;
    private IPAddress? _address;
    private ImapFolder? _folder;
    private bool _isLeftBehind;

    public ImapConnection(MailboxOptions options, ImapFaults faults, ImapCredentials credentials, TimeProvider time)
    {
        _options = options;
        _faults = faults;
        _credentials = credentials;
        _client = new ImapClient
        {
            // Ours comes first; MailKit's is for work that was left behind.
            Timeout = (int)(options.ReplyTimeout + TimeSpan.FromSeconds(5)).TotalMilliseconds,

            // A revocation list that cannot be fetched would stop the polling.
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                _certificate = ServerCertificate.Judge(options.Host, certificate, chain, errors, time.GetUtcNow());
                return _certificate.IsAccepted(options.CertificateSha256, options.CheckCertificate);
            },
        };
    }

    /// <summary>The names on the server's certificate and what is wrong with it; null without TLS.</summary>
    public ServerCertificate? Certificate => _certificate;

    public ImapCapabilities Capabilities => _client.Capabilities;

    /// <summary>The folder, once <see cref="OpenFolderAsync"/> has run.</summary>
    public ImapFolder Folder => _folder ?? throw new InvalidOperationException("OpenFolder comes first.");

    public async Task<IPAddress[]> ResolveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReplyDeadline.RunAsync(
                _options.ReplyTimeout, (_, token) => Dns.GetHostAddressesAsync(_options.Host, token), cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException or ArgumentException)
        {
            throw _faults.UnknownHost(exception);
        }
    }

    /// <summary>Connects to the first address that answers.</summary>
    public async Task<IPAddress> ConnectAsync(IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken)
    {
        Exception fault = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in addresses)
        {
            var socket = NewSocket(address);
            try
            {
                await ReplyDeadline.RunAsync(
                    _options.ReplyTimeout, token => socket.ConnectAsync(address, _options.Port, token).AsTask(), cancellationToken);
                (_socket, _address) = (socket, address);
                return address;
            }
            catch (Exception exception) when (exception is SocketException or TimeoutException)
            {
                socket.Dispose();
                fault = exception;
            }
        }

        throw _faults.NoConnection(fault);
    }

    /// <summary>TLS, where it is asked for, and the server's greeting.</summary>
    public async Task GreetAsync(CancellationToken cancellationToken)
    {
        var socket = _socket ?? throw new InvalidOperationException("Connect comes first.");
        var security = _options.Tls switch
        {
            MailboxTls.SslOnConnect => SecureSocketOptions.SslOnConnect,
            MailboxTls.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };
        try
        {
            await RunAsync(token => _client.ConnectAsync(socket, _options.Host, _options.Port, security, token), cancellationToken);
        }
        catch (SslHandshakeException exception) when (_certificate?.IsAccepted(_options.CertificateSha256, _options.CheckCertificate) == false)
        {
            throw _options.CertificateSha256.Count > 0
                ? _faults.OtherCertificate(_certificate, exception)
                : _faults.BadCertificate(_certificate, exception);
        }
        catch (Exception exception) when (IsFault(exception) || exception is NotSupportedException)
        {
            throw _faults.NoGreeting(exception);
        }
    }

    /// <summary>Signs in. An access token that the server refuses is replaced once; a second refusal is a fault.</summary>
    public async Task SignInAsync(CancellationToken cancellationToken)
    {
        var attempt = new ImapAuthentication(_options, _credentials, await _credentials.TokenAsync(cancellationToken));
        if (await TrySignInAsync(attempt, cancellationToken) is not { } refusal)
        {
            return;
        }

        if (attempt.Token is { } refused && await _credentials.ReplaceAsync(refused, cancellationToken) is { } another)
        {
            await ConnectAgainAsync(cancellationToken);
            attempt = new ImapAuthentication(_options, _credentials, another);
            refusal = await TrySignInAsync(attempt, cancellationToken);
        }

        if (refusal is not null)
        {
            throw _faults.SignInRefused(attempt, refusal);
        }
    }

    /// <summary>Finds the folder and opens it for reading only.</summary>
    public async Task OpenFolderAsync(CancellationToken cancellationToken)
    {
        try
        {
            _folder = await RunAsync((_, token) => FindAsync(_options.Folder, token), cancellationToken)
                ?? throw new FolderNotFoundException(_options.Folder);
        }
        catch (FolderNotFoundException exception)
        {
            throw _faults.NoFolder(await FolderNamesAsync(cancellationToken), exception);
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw _faults.FolderRefused(exception);
        }

        await AccessAsync(FolderAccess.ReadOnly, cancellationToken);
    }

    /// <summary>Opens the folder anew for reading, which tells whether the connection still lives and what the folder's UIDVALIDITY is today.</summary>
    /// <returns>False when the connection is of no more use.</returns>
    public async Task<bool> TryRefreshAsync(CancellationToken cancellationToken)
    {
        if (_isLeftBehind || !_client.IsAuthenticated)
        {
            return false;
        }

        try
        {
            await RunAsync(
                async token =>
                {
                    if (Folder.IsOpen)
                    {
                        await Folder.CloseAsync(expunge: false, token);
                    }

                    await Folder.OpenAsync(FolderAccess.ReadOnly, token);
                },
                cancellationToken);
            return true;
        }
        catch (Exception exception) when (IsFault(exception))
        {
            return false;
        }
    }

    /// <summary>IDLE (RFC 2177) until <paramref name="done"/>; the caller sees to the deadline.</summary>
    public Task IdleAsync(CancellationToken done, CancellationToken cancellationToken) => _client.IdleAsync(done, cancellationToken);

    /// <summary>Opens the folder for reading or for writing, unless it is open that way, or for writing already.</summary>
    public async Task AccessAsync(FolderAccess access, CancellationToken cancellationToken)
    {
        if (Folder.IsOpen && Folder.Access >= access)
        {
            return;
        }

        var before = Folder.UidValidity;
        try
        {
            await RunAsync(token => Folder.OpenAsync(access, token), cancellationToken);
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw access == FolderAccess.ReadWrite
                ? _faults.NotSettled($"folder \"{_options.Folder}\" cannot be opened for writing", exception)
                : _faults.FolderRefused(exception);
        }

        if (before != 0 && before != Folder.UidValidity)
        {
            throw _faults.Recreated(before, Folder.UidValidity);
        }
    }

    /// <summary>The folder that a path names: as it stands, or below the account's own folders; null when there is none.</summary>
    public async Task<ImapFolder?> FindAsync(string path, CancellationToken cancellationToken)
    {
        if (path.Equals("INBOX", StringComparison.OrdinalIgnoreCase) && _client.Inbox is ImapFolder inbox)
        {
            return inbox;
        }

        foreach (var candidate in Candidates(path))
        {
            try
            {
                if (await _client.GetFolderAsync(candidate, cancellationToken) is ImapFolder { Exists: true } folder)
                {
                    return folder;
                }
            }
            catch (FolderNotFoundException)
            {
                continue; // the next candidate
            }
        }

        return null;
    }

    /// <summary>Makes a folder below the account's own folders.</summary>
    public async Task<ImapFolder?> CreateAsync(string path, CancellationToken cancellationToken)
    {
        var space = _client.PersonalNamespaces[0];
        IMailFolder? folder = _client.GetFolder(space);
        foreach (var part in path.Split(space.DirectorySeparator == '\0' ? '/' : space.DirectorySeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            folder = folder is null ? null : await folder.CreateAsync(part, isMessageFolder: true, cancellationToken);
        }

        if (folder is not null)
        {
            await folder.SubscribeAsync(cancellationToken);
        }

        return folder as ImapFolder;
    }

    public async ValueTask DisposeAsync()
    {
        await SayGoodbyeAsync();
        Abandon();
    }

    /// <summary>Runs commands on the connection, at most <see cref="MailboxOptions.ReplyTimeout"/> without a sign of life.</summary>
    /// <exception cref="TimeoutException">The server fell silent; the connection is of no more use.</exception>
    public async Task<T> RunAsync<T>(Func<ReplyDeadline, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await ReplyDeadline.RunAsync(_options.ReplyTimeout, work, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // MailKit may still be at it, and takes no second command meanwhile, not even LOGOUT.
            _isLeftBehind = true;
            throw;
        }
    }

    /// <inheritdoc cref="RunAsync{T}(Func{ReplyDeadline, CancellationToken, Task{T}}, CancellationToken)"/>
    public Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        RunAsync(
            async (_, token) =>
            {
                await work(token);
                return true;
            },
            cancellationToken);

    /// <summary>Whether an exception is the server's or the network's doing.</summary>
    public static bool IsFault(Exception exception) => exception
        is IOException or SocketException or TimeoutException or ProtocolException or CommandException
        or ServiceNotConnectedException or ServiceNotAuthenticatedException or SslHandshakeException or ObjectDisposedException;

    private static Socket NewSocket(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveProbeSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
        return socket;
    }

    private void Abandon()
    {
        if (_isLeftBehind)
        {
            // The hard way first: what MailKit still does on it ends, whatever it waits for.
            _socket?.Dispose();
        }

        _client.Dispose();
        _socket?.Dispose();
    }

    private async Task<AuthenticationException?> TrySignInAsync(ImapAuthentication attempt, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(stop => attempt.RunAsync(_client, stop), cancellationToken);
            return null;
        }
        catch (AuthenticationException refusal)
        {
            return refusal;
        }
        catch (Exception exception) when (IsFault(exception) || exception is NotSupportedException)
        {
            throw _faults.SignInImpossible(exception);
        }
    }

    private async Task SayGoodbyeAsync()
    {
        // Servers count connections that were not logged out (Exchange Online allows about twenty), so say goodbye, but do not wait for ever.
        if (_client.IsConnected && !_isLeftBehind)
        {
            try
            {
                var limit = _options.ReplyTimeout < LongestGoodbye ? _options.ReplyTimeout : LongestGoodbye;
                await ReplyDeadline.RunAsync(limit, token => _client.DisconnectAsync(quit: true, token), CancellationToken.None);
            }
            catch (Exception exception) when (IsFault(exception))
            {
                _isLeftBehind = true;
            }
        }
    }

    // Some servers hang up after a refusal, and say so only to the next command.
    private async Task ConnectAgainAsync(CancellationToken cancellationToken)
    {
        await SayGoodbyeAsync();
        if (_client.IsConnected)
        {
            throw _faults.SignInImpossible(new TimeoutException("no answer to LOGOUT after a refused access token"));
        }

        _isLeftBehind = false;
        _socket?.Dispose();
        await ConnectAsync(_address is { } address ? [address] : [], cancellationToken);
        await GreetAsync(cancellationToken);
    }

    private IEnumerable<string> Candidates(string path)
    {
        yield return path;
        var space = _client.PersonalNamespaces.Count > 0 ? _client.PersonalNamespaces[0] : null;
        if (!string.IsNullOrEmpty(space?.Path) && !path.StartsWith(space.Path, StringComparison.OrdinalIgnoreCase))
        {
            // Courier and Cyrus keep every folder below "INBOX.".
            yield return $"{space.Path.TrimEnd(space.DirectorySeparator)}{space.DirectorySeparator}{path}";
        }
    }

    private async Task<string> FolderNamesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var folders = await RunAsync(
                (_, token) => _client.GetFoldersAsync(_client.PersonalNamespaces[0], subscribedOnly: false, token), cancellationToken);
            return string.Join(", ", folders.Select(folder => $"\"{folder.FullName}\"").Take(20));
        }
        catch (Exception exception) when (IsFault(exception))
        {
            return "";
        }
    }
}
