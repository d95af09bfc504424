using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BounceProcessor.Tests.Servers;

/// <summary>A name server on loopback that knows some mail servers (RFC 1035 over UDP).</summary>
internal sealed class DnsAnswerer : IAsyncDisposable
{
    private const int HeaderLength = 12;
    private const int NoSuchName = 3;
    private const int Failure = 2;

    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, (ushort Preference, string Server)[]> _servers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Task _work;

    public DnsAnswerer() => _work = AnswerAsync();

    /// <summary>Address and port.</summary>
    public string Address => $"{_socket.Client.LocalEndPoint}";

    /// <summary>It hears questions and says nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>It answers that it cannot answer (SERVFAIL).</summary>
    public bool IsFailing { get; set; }

    /// <summary>How many questions came.</summary>
    public int Questions { get; private set; }

    /// <summary>The mail servers of a domain; every other name does not exist.</summary>
    public void Add(string domain, params (ushort Preference, string Server)[] servers) => _servers[domain] = servers;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var question = await _socket.ReceiveAsync(_stop.Token);
                Questions++;
                if (!IsSilent)
                {
                    await _socket.SendAsync(Answer(question.Buffer), question.RemoteEndPoint, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            return; // the end of the test
        }
    }

    private byte[] Answer(byte[] question)
    {
        var name = Name(question, out var end);
        var servers = IsFailing ? [] : _servers.GetValueOrDefault(name) ?? [];
        var answer = new List<byte>(question[..(end + 4)]);
        answer[2] = 0x84; // an answer, and with authority
        answer[3] = (byte)(IsFailing ? Failure : _servers.ContainsKey(name) ? 0 : NoSuchName);
        (answer[6], answer[7]) = (0, (byte)servers.Length);
        for (var i = 8; i < HeaderLength; i++)
        {
            answer[i] = 0;
        }

        foreach (var (preference, server) in servers)
        {
            var encoded = server.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)).Append((byte)0).ToArray();
            answer.AddRange([0xC0, HeaderLength, 0, 15, 0, 1, 0, 0, 0, 60, .. Number(encoded.Length + 2), .. Number(preference), .. encoded]);
        }

        return [.. answer];
    }

    private static string Name(byte[] question, out int end)
    {
        List<string> labels = [];
        end = HeaderLength;
        while (question[end] != 0)
        {
            labels.Add(Encoding.ASCII.GetString(question, end + 1, question[end]));
            end += question[end] + 1;
        }

        end++;
        return string.Join('.', labels);
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }
}
