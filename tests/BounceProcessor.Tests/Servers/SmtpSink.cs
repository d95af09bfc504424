using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BounceProcessor.Tests.Servers;

/// <summary>An SMTP server (RFC 5321) for many connections at once that keeps what it is given, or answers a command or a recipient as it is told.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _sessions = new();
    private readonly Task _accepting;
    private int _open;
    private int _most;
    private int _connections;

    public SmtpSink()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Answers by the beginning of a command, such as <c>RCPT</c>, <c>.</c> for the end of a mail and <c>220</c> for the greeting; otherwise all is well. An empty answer hangs up instead.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = new();

    /// <summary>Answers to RCPT by address; they go before <see cref="Answers"/>.</summary>
    public ConcurrentDictionary<string, string> RecipientAnswers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What EHLO offers beside the name, such as <c>DSN</c>, <c>SIZE 1000000</c>, <c>PIPELINING</c>, <c>SMTPUTF8</c>. Default nothing.</summary>
    public IReadOnlyList<string> Offers { get; set; } = [];

    /// <summary>Asked for an answer to the end of each mail; <see langword="null"/> answers as usual. It may wait.</summary>
    public Func<SmtpMail, CancellationToken, Task<string?>>? OnMail { get; set; }

    /// <summary>What was accepted: one entry a transaction, with all its recipients.</summary>
    public ConcurrentQueue<SmtpMail> Mails { get; } = new();

    /// <summary>Every command of every connection, as it came.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>How many connections were made in all.</summary>
    public int Connections => _connections;

    /// <summary>Most connections that were open at the same time.</summary>
    public int MostAtOnce => _most;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions.Keys);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                var session = SessionAsync(client);
                _sessions[session] = true;
                _ = session.ContinueWith(done => _sessions.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception fault) when (IsOver(fault))
        {
            return; // the test is over
        }
    }

    private static bool IsOver(Exception fault) => fault is OperationCanceledException or SocketException or IOException or ObjectDisposedException;

    private async Task SessionAsync(TcpClient client)
    {
        using var _ = client;
        var open = Interlocked.Increment(ref _open);
        for (var most = _most; open > most; most = _most)
        {
            Interlocked.CompareExchange(ref _most, open, most);
        }

        try
        {
            client.NoDelay = true;
            await ServeAsync(client);
        }
        catch (Exception fault) when (IsOver(fault))
        {
            return; // the client hung up, or the test is over
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        if (!await SayAsync(stream, Answers.GetValueOrDefault("220", "220 sink.example.test")))
        {
            return;
        }

        var (from, to) = ("", new List<string>());
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            Commands.Enqueue(line);
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            var answer = Answer(verb, line);
            if (verb is "MAIL" or "EHLO" or "HELO" or "RSET")
            {
                (from, to) = (verb == "MAIL" ? Path(line) : "", []);
            }
            else if (verb == "RCPT" && answer.StartsWith('2'))
            {
                to.Add(Path(line));
            }

            if (!await SayAsync(stream, answer) || verb == "QUIT")
            {
                return;
            }

            if (verb == "DATA" && answer.StartsWith('3') && !await TakeAsync(stream, reader, from, to))
            {
                return;
            }
        }
    }

    private async Task<bool> TakeAsync(NetworkStream stream, StreamReader reader, string from, List<string> to)
    {
        if (await ContentAsync(reader) is not { } content)
        {
            return false;
        }

        var mail = new SmtpMail(from, to.FirstOrDefault("sink@example.test"), content) { Recipients = [.. to] };
        var answer = (OnMail is { } ask ? await ask(mail, _stop.Token) : null) ?? Answers.GetValueOrDefault(".", "250 2.0.0 Ok: queued as 4ABC");
        if (answer.StartsWith('2'))
        {
            Mails.Enqueue(mail);
        }

        return await SayAsync(stream, answer);
    }

    // Null for a mail whose end did not come.
    private async Task<string?> ContentAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (line == ".")
            {
                return text.ToString();
            }

            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return null;
    }

    private string Answer(string verb, string line)
    {
        if (verb == "RCPT" && RecipientAnswers.TryGetValue(Path(line), out var own))
        {
            return own;
        }

        return Answers.TryGetValue(verb, out var answer) ? answer : verb switch
        {
            "EHLO" => string.Join("\r\n", Offers.Prepend("sink.example.test").Select((offer, index) => $"250{(index == Offers.Count ? ' ' : '-')}{offer}")),
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
    }

    private async Task<bool> SayAsync(NetworkStream stream, string answer)
    {
        if (answer.Length > 0)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{answer}\r\n"), _stop.Token);
        }

        return answer.Length > 0;
    }

    private static string Path(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
