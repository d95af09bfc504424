using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace BounceProcessor.Tests.Servers;

/// <summary>
/// A few lines of SMTP on loopback, for faults that no good server shows. The script is asked for the answer to each line of the client: null leaves it to the
/// usual one, <see cref="Close"/> hangs up, <see cref="Silence"/> never answers.
/// </summary>
internal sealed class ScriptedSmtpServer : IAsyncDisposable
{
    public const string Close = "{close}";

    public const string Silence = "{silence}";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly Func<string, string?> _script;
    private readonly Task _accepting;

    public ScriptedSmtpServer(Func<string, string?>? script = null)
    {
        _script = script ?? (_ => null);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The first words, or <see cref="Close"/>, or <see cref="Silence"/>.</summary>
    public string Greeting { get; set; } = "220 scripted.example.test ESMTP";

    /// <summary>What EHLO offers, beside STARTTLS where there is a certificate for it.</summary>
    public IReadOnlyList<string> Offers { get; set; } = ["AUTH PLAIN LOGIN XOAUTH2"];

    /// <summary>TLS from the first byte.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>TLS after STARTTLS.</summary>
    public X509Certificate2? StartTlsCertificate { get; set; }

    /// <summary>Every line of the client outside a mail.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>What every connection heard and said is over; a test that waits for the end of a session can await this.</summary>
    public Task AllSessions => Task.WhenAll(_sessions);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll([_accepting, .. _sessions]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _sessions.Add(SessionAsync(client));
        }
    }

    private async Task SessionAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await ServeAsync(client.GetStream());
        }
        catch (Exception fault) when (fault is IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            return; // the client hung up
        }
    }

    private async Task ServeAsync(Stream stream)
    {
        if (Certificate is not null)
        {
            stream = await EncryptAsync(stream, Certificate);
        }

        if (!await SayAsync(stream, Greeting))
        {
            return;
        }

        var (reader, isSecure) = (new StreamReader(stream, Encoding.UTF8), Certificate is not null);
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            Lines.Enqueue(line);
            if (!await SayAsync(stream, _script(line) ?? Usual(line, isSecure)) || line == "QUIT")
            {
                return;
            }

            if (line == "STARTTLS" && StartTlsCertificate is not null && !isSecure)
            {
                stream = await EncryptAsync(stream, StartTlsCertificate);
                (reader, isSecure) = (new StreamReader(stream, Encoding.UTF8), true);
            }
            else if (line == "DATA" && !(await ContentAsync(reader) && await SayAsync(stream, _script(".") ?? "250 2.0.0 Ok: queued as 5DEF")))
            {
                return;
            }
        }
    }

    private string Usual(string line, bool isSecure) => line.Split(' ', ':')[0].ToUpperInvariant() switch
    {
        "EHLO" or "HELO" => Offer([.. Offers, .. StartTlsCertificate is not null && !isSecure ? ["STARTTLS"] : Array.Empty<string>()]),
        "STARTTLS" => "220 go on",
        "AUTH" => "235 2.7.0 welcome",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 2.0.0 ok",
    };

    private static string Offer(string[] offers) =>
        string.Join("\r\n", offers.Prepend("scripted.example.test").Select((offer, index) => $"250{(index == offers.Length ? ' ' : '-')}{offer}"));

    private async Task<bool> ContentAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (line == ".")
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> SayAsync(Stream stream, string answer)
    {
        if (answer == Silence)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
        }

        if (answer == Close)
        {
            return false;
        }

        var isLast = answer.EndsWith(Close, StringComparison.Ordinal);
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{answer.Replace(Close, "", StringComparison.Ordinal)}\r\n"), _stop.Token);
        return !isLast;
    }

    private async Task<Stream> EncryptAsync(Stream stream, X509Certificate2 certificate)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, _stop.Token);
        return tls;
    }
}
