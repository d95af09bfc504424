using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace BounceProcessor.Tests.Servers;

/// <summary>
/// A few lines of IMAP on loopback, for faults that no good server shows: each command is answered by the test.
/// The answer is sent as it stands, with <c>{tag}</c> and <c>{next}</c> (the tag of the next command) replaced; null closes the connection; an empty answer keeps silent.
/// </summary>
internal sealed class ScriptedImapServer : IAsyncDisposable
{
    public const string Greeting = "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly Func<string, string?> _answer;
    private readonly string _greeting;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private int _open;

    public ScriptedImapServer(Func<string, string?> answer, string greeting = Greeting, X509Certificate2? certificate = null)
    {
        _answer = answer;
        _greeting = greeting;
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How long the answer to a command takes.</summary>
    public Func<string, TimeSpan> Delay { get; set; } = _ => TimeSpan.Zero;

    /// <summary>Whether the server hangs up instead of answering a command.</summary>
    public Func<string, bool> Cut { get; set; } = _ => false;

    /// <summary>Answers before the script does; null leaves it to the script, <c>{close}</c> at the end hangs up.</summary>
    public Func<string, string?> Override { get; set; } = _ => null;

    /// <summary>The certificate that the server goes on with after it said OK to STARTTLS.</summary>
    public X509Certificate2? StartTlsCertificate { get; init; }

    /// <summary>The connections that were open at one time, at most.</summary>
    public int MostSessions { get; private set; }

    /// <summary>Every command that came, without its tag; DONE has the tag of its IDLE.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>A small server with one folder: sign-in, folders and logout work, the test answers the rest.</summary>
    public static ScriptedImapServer WithInbox(string capabilities, int mails, Func<string, string?> rest, string greeting = "OK") => new(
        command => command switch
        {
            "CAPABILITY" => $"* CAPABILITY {capabilities}\r\n{{tag}} OK done\r\n",
            _ when command.StartsWith("LOGIN", StringComparison.Ordinal) || command.StartsWith("AUTHENTICATE", StringComparison.Ordinal)
                => $"{{tag}} OK [CAPABILITY {capabilities}] in\r\n",
            _ when command.StartsWith("NAMESPACE", StringComparison.Ordinal) => "* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n{tag} OK done\r\n",
            _ when command.StartsWith("LIST \"\" \"\"", StringComparison.Ordinal) => "* LIST (\\Noselect) \"/\" \"\"\r\n{tag} OK done\r\n",
            _ when command.StartsWith("LIST", StringComparison.Ordinal) || command.StartsWith("LSUB", StringComparison.Ordinal)
                => "* LIST () \"/\" \"INBOX\"\r\n* LIST () \"/\" \"Processed\"\r\n{tag} OK done\r\n",
            _ when command.StartsWith("EXAMINE", StringComparison.Ordinal) || command.StartsWith("SELECT", StringComparison.Ordinal)
                => $"* {mails} EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen \\Deleted)\r\n* OK [PERMANENTFLAGS (\\Seen \\Deleted)] ok\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 100] ok\r\n"
                    + $"{{tag}} OK [{(command.StartsWith("SELECT", StringComparison.Ordinal) ? "READ-WRITE" : "READ-ONLY")}] open\r\n",
            "LOGOUT" => "* BYE bye\r\n{tag} OK bye\r\n",
            _ => rest(command),
        },
        $"* {greeting} [CAPABILITY {capabilities}] ready\r\n");

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
            _sessions.Add(ServeAsync(client));
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        lock (_sessions)
        {
            MostSessions = Math.Max(MostSessions, ++_open);
        }

        try
        {
            await ServeAsync(client.GetStream());
        }
        finally
        {
            lock (_sessions)
            {
                _open--;
            }
        }
    }

    private async Task ServeAsync(Stream stream)
    {
        if (_certificate is not null)
        {
            stream = await EncryptAsync(stream, _certificate);
        }

        await stream.WriteAsync(Encoding.Latin1.GetBytes(_greeting), _stop.Token);
        var reader = new StreamReader(stream, Encoding.Latin1);
        var tag = "";
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            tag = line == "DONE" ? tag : line.Split(' ')[0];
            var command = line == "DONE" ? line : line[Math.Min(line.Length, tag.Length + 1)..];
            Commands.Enqueue(command);
            if (Cut(command) || (Override(command) ?? _answer(command)) is not { } answer)
            {
                return;
            }

            await Task.Delay(Delay(command), _stop.Token);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(answer.Replace("{tag}", tag, StringComparison.Ordinal).Replace("{close}", "", StringComparison.Ordinal)), _stop.Token);
            if (answer.EndsWith("{close}", StringComparison.Ordinal))
            {
                return;
            }

            if (command == "STARTTLS" && StartTlsCertificate is not null)
            {
                stream = await EncryptAsync(stream, StartTlsCertificate);
                reader = new StreamReader(stream, Encoding.Latin1);
            }
        }
    }

    // MailKit counts its commands behind a letter.
    private static string Next(string tag) =>
        tag.Length > 1 && int.TryParse(tag[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? string.Create(CultureInfo.InvariantCulture, $"{tag[0]}{number + 1:D8}")
            : tag;

    private async Task<Stream> EncryptAsync(Stream stream, X509Certificate2 certificate)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, _stop.Token);
        return tls;
    }
}
