using System.Net;
using System.Net.Sockets;

namespace BounceProcessor.Benchmarks.Sending;

/// <summary>
/// A loopback SMTP server that does as little as it can: it counts what it takes, and remembers the envelope recipients when asked to. Offers what a
/// usual server offers.
/// </summary>
internal sealed class CountingSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private long _mails;

    public CountingSink()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Mails taken so far.</summary>
    public long Mails => Interlocked.Read(ref _mails);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                sessions.Add(SessionAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception fault) when (IsOver(fault))
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task SessionAsync(TcpClient client)
    {
        using var _ = client;
        client.NoDelay = true;
        try
        {
            await ServeAsync(client.GetStream());
        }
        catch (Exception fault) when (IsOver(fault))
        {
            return; // the client is gone
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        var buffer = new byte[64 * 1024];
        var (length, isData) = (0, false);
        await stream.WriteAsync("220 sink.example.test\r\n"u8.ToArray(), _stop.Token);
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), _stop.Token);
            if (read == 0)
            {
                return;
            }

            length += read;
            var position = 0;
            while (Next(buffer.AsSpan(position, length - position), ref isData) is { Used: > 0 } step)
            {
                position += step.Used;
                if (step.Answer.Length > 0)
                {
                    await stream.WriteAsync(step.Answer, _stop.Token);
                }
            }

            buffer.AsSpan(position, length - position).CopyTo(buffer);
            length -= position;
        }
    }

    private (int Used, byte[] Answer) Next(ReadOnlySpan<byte> bytes, ref bool isData)
    {
        if (isData)
        {
            var end = bytes.IndexOf("\r\n.\r\n"u8);
            if (end < 0)
            {
                // The mark may be cut in two.
                return (Math.Max(0, bytes.Length - 4), []);
            }

            isData = false;
            var number = Interlocked.Increment(ref _mails);
            return (end + 5, System.Text.Encoding.ASCII.GetBytes(FormattableString.Invariant($"250 2.0.0 Ok: queued as {number:X}\r\n")));
        }

        var line = bytes.IndexOf("\r\n"u8);
        if (line < 0)
        {
            return (0, []);
        }

        isData = bytes.StartsWith("DATA"u8);
        return (line + 2, isData ? Go : bytes.StartsWith("EHLO"u8) ? Offers : Ok);
    }

    private static readonly byte[] Go = "354 go on\r\n"u8.ToArray();
    private static readonly byte[] Ok = "250 2.0.0 ok\r\n"u8.ToArray();
    private static readonly byte[] Offers = "250-sink.example.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SIZE 50000000\r\n250 DSN\r\n"u8.ToArray();

    private static bool IsOver(Exception fault) => fault is OperationCanceledException or SocketException or IOException or ObjectDisposedException;
}
