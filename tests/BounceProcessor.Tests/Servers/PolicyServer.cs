using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BounceProcessor.Tests.Servers;

/// <summary>Tells a Postfix what to answer, by its access policy protocol: attributes of the moment come in, an action goes out.</summary>
internal sealed class PolicyServer : IAsyncDisposable
{
    private readonly Func<IReadOnlyDictionary<string, string>, string> _action;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _sessions = new();
    private readonly Task _accepting;

    /// <param name="action">From the attributes, such as <c>protocol_state</c> and <c>recipient</c>, to an action, such as <c>DUNNO</c> or <c>550 5.1.1 words</c>.</param>
    public PolicyServer(Func<IReadOnlyDictionary<string, string>, string> action)
    {
        _action = action;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

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
                var session = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
                _sessions[session] = true;
                _ = session.ContinueWith(done => _sessions.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return; // the test is over
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            await using var stream = connection.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var asked = new Dictionary<string, string>(StringComparer.Ordinal);
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                if (line.Length > 0)
                {
                    var at = line.IndexOf('=', StringComparison.Ordinal);
                    asked[line[..at]] = line[(at + 1)..];
                    continue;
                }

                await stream.WriteAsync(Encoding.UTF8.GetBytes($"action={_action(asked)}\n\n"), _stop.Token);
                asked.Clear();
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or IOException)
        {
            return; // Postfix hung up, or the test is over
        }
    }
}
