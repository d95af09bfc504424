using System.Net;
using System.Net.Sockets;

using BounceProcessor.MailServers;
using BounceProcessor.Senders;

using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace BounceProcessor.Sending.Connecting;

/// <summary>One connection to a sending server, made step by step so that each step can say what is wrong with it.</summary>
internal sealed class SubmissionConnection : IAsyncDisposable
{
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(10);

    private readonly EffectiveSettings _settings;
    private readonly SubmissionCredentials _credentials;
    private readonly ConnectingOptions _options;
    private readonly SubmissionFaults _faults;
    private readonly SignInFaults _signInFaults;
    private readonly SmtpSubmission _client;
    private ServerCertificate? _certificate;
    private Socket? _socket;
    private IPAddress? _address;
    private bool _isLeftBehind;

    /// <param name="settings">Where to and as whom.</param>
    /// <param name="credentials">What is signed in with.</param>
    /// <param name="options">Times and certificates.</param>
    /// <param name="transcript">Keeps what is said, without secrets; <see langword="null"/> for nobody.</param>
    /// <param name="time">For certificates.</param>
    public SubmissionConnection(EffectiveSettings settings, SubmissionCredentials credentials, ConnectingOptions options, IProtocolLogger? transcript, TimeProvider time)
    {
        (_settings, _credentials, _options) = (settings, credentials, options);
        Witness = new SessionWitness(transcript);
        _faults = new SubmissionFaults(settings, Witness);
        _signInFaults = new SignInFaults(_faults, settings, Witness, credentials);
        _client = new SmtpSubmission(Witness)
        {
            // A revocation list that cannot be fetched would stop the sending.
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                _certificate = ServerCertificate.Judge(settings.Host.Value, certificate, chain, errors, time.GetUtcNow());
                return IsAccepted(_certificate);
            },
        };
        if (options.LocalName.Length > 0)
        {
            _client.LocalDomain = options.LocalName;
        }
    }

    /// <summary>What the server said at the beginning.</summary>
    public SessionWitness Witness { get; }

    /// <summary>The names on the server's certificate and what is wrong with it; null without TLS.</summary>
    public ServerCertificate? Certificate => _certificate;

    /// <summary>The certificate was told to be right for this server, whoever signed it.</summary>
    public bool IsPinned => _certificate?.IsPinned(_options.PinsOf(_settings.Host.Value)) == true;

    public SmtpSubmission Client => _client;

    /// <summary>Another connection finds out how a port answers that did not answer as asked. Default false.</summary>
    public bool LooksAtPort { get; init; }

    /// <summary>MailKit may still be at it: nothing more can be said on this connection.</summary>
    public bool IsLeftBehind => _isLeftBehind;

    public async Task<IPAddress[]> ResolveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await ReplyDeadline.RunAsync(_options.ConnectTimeout, (_, token) => Dns.GetHostAddressesAsync(_settings.Host.Value, token), cancellationToken);
            return addresses.Length > 0 ? Allowed(addresses) : throw new SocketException((int)SocketError.NoData);
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
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await ReplyDeadline.RunAsync(_options.ConnectTimeout, token => socket.ConnectAsync(address, _settings.Port.Value, token).AsTask(), cancellationToken);
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

    /// <summary>TLS, greeting and EHLO.</summary>
    public async Task GreetAsync(CancellationToken cancellationToken)
    {
        var socket = _socket ?? throw new InvalidOperationException("Connect comes first.");
        var security = _settings.Tls.Value switch
        {
            SubmissionTls.SslOnConnect => SecureSocketOptions.SslOnConnect,
            SubmissionTls.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };
        try
        {
            await RunAsync(_options.ConnectTimeout, (_, token) => GreetAsync(socket, security, token), cancellationToken);

            // With BDAT the end of the mail has no command of its own, and it could not be known whether it was sent.
            _client.Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);
        }
        catch (SslHandshakeException exception) when (_certificate is { } certificate && !IsAccepted(certificate))
        {
            throw _faults.BadCertificate(certificate, _options.PinsOf(_settings.Host.Value).Count > 0, exception);
        }
        catch (Exception exception) when (SubmissionTransaction.IsFault(exception) || exception is NotSupportedException or System.Security.Authentication.AuthenticationException)
        {
            throw _faults.NoGreeting(exception, await LookAtPortAsync(cancellationToken));
        }
    }

    /// <summary>Signs in. An access token that the server refuses is replaced once; a second refusal is a fault.</summary>
    public async Task SignInAsync(CancellationToken cancellationToken)
    {
        if (_settings.SignIn == SubmissionSignIn.None)
        {
            Witness.IsListening = false;
            return;
        }

        var token = await TokenAsync(cancellationToken);
        var attempt = new SubmissionAuthentication(_settings, _credentials.Password, token);
        if (await TrySignInAsync(attempt, cancellationToken) is not { } refusal)
        {
            Witness.IsListening = false;
            return;
        }

        if (token is not null && await AskAsync(_credentials.ReplaceTokenAsync(token, cancellationToken)) is { } another)
        {
            await ConnectAgainAsync(cancellationToken);
            attempt = new SubmissionAuthentication(_settings, _credentials.Password, another);
            refusal = await TrySignInAsync(attempt, cancellationToken);
        }

        if (refusal is not null)
        {
            throw _signInFaults.Refused(attempt, refusal);
        }

        Witness.IsListening = false;
    }

    /// <summary>The access token to sign in with; null for a password.</summary>
    public Task<SignIn.AccessToken?> TokenAsync(CancellationToken cancellationToken) => AskAsync(_credentials.TokenAsync(cancellationToken));

    /// <summary>Runs commands, at most <paramref name="limit"/> without a sign of life.</summary>
    /// <exception cref="TimeoutException">The server fell silent; the connection is of no more use.</exception>
    public Task<T> RunAsync<T>(TimeSpan limit, Func<ReplyDeadline, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        LeaveBehindAsync(ReplyDeadline.RunAsync(limit, work, cancellationToken));

    /// <summary>As <see cref="RunAsync"/>, for a mail: on an open connection nothing blocks.</summary>
    /// <exception cref="TimeoutException">The server fell silent; the connection is of no more use.</exception>
    public Task<T> TransmitAsync<T>(TimeSpan limit, Func<ReplyDeadline, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        LeaveBehindAsync(ReplyDeadline.RunHereAsync(limit, work, cancellationToken));

    /// <summary>What a fault of a single command means.</summary>
    public SubmissionException Broken(SubmissionStage stage, Exception exception) => _faults.Broken(stage, exception);

    public async ValueTask DisposeAsync()
    {
        await SayGoodbyeAsync();
        if (_isLeftBehind)
        {
            // The hard way first: what MailKit still does on it ends, whatever it waits for.
            _socket?.Dispose();
        }

        _client.Dispose();
        _socket?.Dispose();
    }

    /// <summary>QUIT.</summary>
    public async Task SayGoodbyeAsync()
    {
        if (_client.IsConnected && !_isLeftBehind)
        {
            try
            {
                await ReplyDeadline.RunAsync(LongestGoodbye, token => _client.DisconnectAsync(quit: true, token), CancellationToken.None);
            }
            catch (Exception exception) when (SubmissionTransaction.IsFault(exception))
            {
                _isLeftBehind = true;
            }
        }
    }

    private async Task<T> LeaveBehindAsync<T>(Task<T> running)
    {
        try
        {
            return await running;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            _isLeftBehind = true;
            throw;
        }
    }

    // A host that a card names is no way into the operator's own network, whatever its name leads to just now.
    private IPAddress[] Allowed(IPAddress[] addresses)
    {
        if (_settings.Host.Source.Kind is not (SettingPlace.OwnCard or SettingPlace.BaseUser))
        {
            return addresses;
        }

        var open = PublicAddresses.Of(_options.AllowedNetworks);
        IPAddress[] allowed = [.. addresses.Where(open.Allows)];
        return allowed.Length > 0 ? allowed : throw _faults.NotPublic(addresses[0]);
    }

    private async Task<bool> GreetAsync(Socket socket, SecureSocketOptions security, CancellationToken cancellationToken)
    {
        var stream = new SubmissionStream(socket) { Asked = Witness.HasLeft };
        await _client.ConnectAsync(stream, _settings.Host.Value, _settings.Port.Value, security, cancellationToken);
        return true;
    }

    private async Task<PortFinding> LookAtPortAsync(CancellationToken cancellationToken)
    {
        if (!LooksAtPort || _address is not { } address || Witness.FirstWords.Length > 0)
        {
            return PortFinding.Unknown;
        }

        var limit = _options.ConnectTimeout < LongestLook ? _options.ConnectTimeout : LongestLook;
        return _settings.Tls.Value == SubmissionTls.SslOnConnect
            ? new PortFinding(await PortProbe.GreetingAsync(address, _settings.Port.Value, limit, cancellationToken), false)
            : new PortFinding("", await PortProbe.SpeaksTlsAsync(_settings.Host.Value, address, _settings.Port.Value, limit, cancellationToken));
    }

    private async Task<SignIn.AccessToken?> AskAsync(Task<SignIn.AccessToken?> asking)
    {
        try
        {
            return await asking;
        }
        catch (SignIn.TokenException fault)
        {
            throw _signInFaults.NoToken(fault);
        }
    }

    private bool IsAccepted(ServerCertificate certificate) => certificate.IsAccepted(_options.PinsOf(_settings.Host.Value), isChecked: true);

    private async Task<Exception?> TrySignInAsync(SubmissionAuthentication attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync<Exception?>(
                _options.ReplyTimeout,
                async (_, token) =>
                {
                    await attempt.RunAsync(_client, token);
                    return null;
                },
                cancellationToken);
        }
        catch (Exception refusal) when (refusal is AuthenticationException or SmtpCommandException)
        {
            return refusal;
        }
        catch (Exception exception) when (SubmissionTransaction.IsFault(exception) || exception is NotSupportedException)
        {
            throw _signInFaults.Impossible(attempt, exception);
        }
    }

    // Some servers hang up after a refusal, and say so only to the next command.
    private async Task ConnectAgainAsync(CancellationToken cancellationToken)
    {
        await SayGoodbyeAsync();
        if (_client.IsConnected)
        {
            throw _faults.Broken(SubmissionStage.SignIn, new TimeoutException("no answer to QUIT after a refused access token"));
        }

        _isLeftBehind = false;
        _socket?.Dispose();
        await ConnectAsync(_address is { } address ? [address] : [], cancellationToken);
        await GreetAsync(cancellationToken);
    }
}
