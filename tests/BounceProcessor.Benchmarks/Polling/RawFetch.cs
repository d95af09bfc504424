using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace BounceProcessor.Benchmarks.Polling;

/// <summary>The limit: everything is asked for in one command, and what comes is thrown away unread.</summary>
internal sealed class RawFetch : IDisposable
{
    private const int LongestLastLine = 2000;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 4 << 20 };
    private readonly byte[] _buffer = new byte[1 << 20];
    private readonly string _user;

    public RawFetch(int port, string user)
    {
        _user = user;
        _socket.Connect("127.0.0.1", port);
    }

    /// <summary>Signs in and opens the inbox.</summary>
    public async Task SelectAsync()
    {
        await UntilAsync("* OK");
        await SayAsync("raw1", $"LOGIN {_user} secret");
        await SayAsync("raw2", "SELECT INBOX");
    }

    /// <summary>Fetches the bodies of all mails.</summary>
    /// <returns>Bytes that came.</returns>
    public async Task<long> FetchAsync()
    {
        await SelectAsync();
        return await SayAsync("raw3", "UID FETCH 1:* (UID BODY.PEEK[])");
    }

    public void Dispose() => _socket.Dispose();

    private async Task<long> SayAsync(string tag, string command)
    {
        await _socket.SendAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{tag} {command}\r\n")));
        return await UntilAsync($"{tag} OK");
    }

    // The last line of an answer is short: it is looked for at the end of what came.
    private async Task<long> UntilAsync(string last)
    {
        var wanted = Encoding.ASCII.GetBytes(last);
        long all = 0;
        while (true)
        {
            var came = await _socket.ReceiveAsync(_buffer);
            if (came == 0)
            {
                throw new IOException($"The server hung up before \"{last.Trim()}\".");
            }

            all += came;
            if (_buffer[came - 1] == '\n' && _buffer.AsSpan(Math.Max(0, came - LongestLastLine), Math.Min(came, LongestLastLine)).IndexOf(wanted) >= 0)
            {
                return all;
            }
        }
    }
}
