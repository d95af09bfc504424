using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace BounceProcessor.Tests.Servers;

/// <summary>
/// Stands between a mailbox and its server, on loopback, and treats what the server says as the test wants: cut, slow, or rubbish.
/// What the client says goes through.
/// </summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly int _target;
    private readonly Task _accepting;
    private long _bytes;

    public FaultyProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many bytes of the server went through so far, over all connections.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>What happens to each piece that the server sends; at first it simply passes. False cuts the connection.</summary>
    public Func<Passage, Task<bool>> Treatment { get; set; } = PassAsync;

    /// <summary>The piece goes through.</summary>
    public static async Task<bool> PassAsync(Passage passage)
    {
        await passage.SendAsync(passage.Piece);
        return true;
    }

    /// <summary>Once so many bytes went through from now on, something happens to the rest of the piece; after that everything passes again.</summary>
    public void Once(long bytes, Func<Passage, Task<bool>> treatment)
    {
        var mark = Bytes + bytes;
        var done = 0;
        Treatment = async passage =>
        {
            var room = mark - Bytes;
            if (room >= passage.Piece.Length || Interlocked.Exchange(ref done, 1) == 1)
            {
                return await PassAsync(passage);
            }

            var first = (int)Math.Max(0, room);
            await passage.SendAsync(passage.Piece[..first]);
            return await treatment(passage with { Piece = passage.Piece[first..] });
        };
    }

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
        using var own = client;
        using var server = new TcpClient();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        await server.ConnectAsync(IPAddress.Loopback, _target, over.Token);
        var commands = server.GetStream();
        var answers = client.GetStream();
        await Task.WhenAny(answers.CopyToAsync(commands, over.Token), AnswerAsync(commands, answers, over.Token));
        await over.CancelAsync();
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream client, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        int length;
        do
        {
            length = await server.ReadAsync(buffer, cancellationToken);
        }
        while (length > 0 && await Treatment(new Passage(buffer.AsMemory(0, length), client, Count, cancellationToken)));
    }

    private void Count(int bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <summary>A piece of what the server says, on its way.</summary>
    /// <param name="Piece">The bytes.</param>
    /// <param name="Client">Where they go.</param>
    /// <param name="Count">Told of what was sent.</param>
    /// <param name="CancellationToken">Cancelled when the connection or the proxy ends.</param>
    internal sealed record Passage(ReadOnlyMemory<byte> Piece, Stream Client, Action<int> Count, CancellationToken CancellationToken)
    {
        public async Task SendAsync(ReadOnlyMemory<byte> bytes)
        {
            await Client.WriteAsync(bytes, CancellationToken);
            Count(bytes.Length);
        }
    }
}
