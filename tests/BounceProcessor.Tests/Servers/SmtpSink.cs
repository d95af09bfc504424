using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BounceProcessor.Tests.Servers;

/// <summary>An SMTP server (RFC 5321) that keeps what it is given, or answers a command as it is told.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public SmtpSink()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Answers by the beginning of a command, such as <c>RCPT</c>; otherwise all is well.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = new();

    /// <summary>What was accepted.</summary>
    public ConcurrentQueue<SmtpMail> Mails { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(client);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            return; // the test is over
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await SayAsync(stream, "220 sink.example.test");
        var (from, to) = ("", "");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            (from, to) = verb switch { "MAIL" => (Path(line), to), "RCPT" => (from, Path(line)), _ => (from, to) };
            var answer = Answers.FirstOrDefault(one => one.Key == verb).Value ?? Usual(verb);
            await SayAsync(stream, answer);
            if (verb == "QUIT")
            {
                return;
            }

            if (verb == "DATA" && answer.StartsWith('3'))
            {
                Mails.Enqueue(new SmtpMail(from, to, await DataAsync(reader)));
                await SayAsync(stream, Answers.GetValueOrDefault(".", "250 2.0.0 Ok: queued as 4ABC"));
            }
        }
    }

    private async Task<string> DataAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return text.ToString();
    }

    private Task SayAsync(NetworkStream stream, string line) => stream.WriteAsync(Encoding.Latin1.GetBytes($"{line}\r\n"), _stop.Token).AsTask();

    private static string Usual(string verb) => verb switch
    {
        "EHLO" => "250 sink.example.test",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 ok",
    };

    private static string Path(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
