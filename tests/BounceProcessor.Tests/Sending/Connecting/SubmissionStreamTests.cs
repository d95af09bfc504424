using System.Net;
using System.Net.Sockets;

using BounceProcessor.Sending.Connecting;

using Xunit;

namespace BounceProcessor.Tests.Sending.Connecting;

public sealed class SubmissionStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_leaves_together_when_an_answer_is_awaited()
    {
        var asked = 0;
        using var server = Connect(out var stream);
        await using var client = stream;
        client.Asked = () => asked++;

        await client.WriteAsync("Subject: one\r\n\r\n"u8.ToArray(), Token);
        await client.FlushAsync(Token);
        await client.WriteAsync("two\r\n.\r\n"u8.ToArray(), Token);
        await client.FlushAsync(Token);
        Assert.False(server.Poll(TimeSpan.FromMilliseconds(200), SelectMode.SelectRead));
        var answer = new byte[100];
        var reading = client.ReadAsync(answer, Token);
        var came = new byte[100];
        var length = await server.ReceiveAsync(came, SocketFlags.None, Token);

        Assert.Equal("Subject: one\r\n\r\ntwo\r\n.\r\n"u8.ToArray(), came[..length]);
        await server.SendAsync("250 ok\r\n"u8.ToArray(), SocketFlags.None, Token);
        Assert.Equal(8, await reading);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_large_mail_leaves_while_it_is_written()
    {
        using var server = Connect(out var stream);
        await using var client = stream;
        var piece = new byte[1000];
        for (var i = 0; i < 100; i++)
        {
            await client.WriteAsync(piece, Token);
        }

        await client.WriteAsync(new byte[50_000], Token);

        var (came, buffer) = (0, new byte[100_000]);
        while (came < 150_000)
        {
            came += await server.ReceiveAsync(buffer, SocketFlags.None, Token);
        }

        Assert.Equal(150_000, came);
    }

    [Fact]
    public async Task The_end_of_the_connection_is_the_end_of_the_stream()
    {
        using var server = Connect(out var stream);
        await using var client = stream;
        server.Shutdown(SocketShutdown.Both);

        Assert.Equal(0, await client.ReadAsync(new byte[10], Token));
    }

    private static Socket Connect(out SubmissionStream client)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(listener.LocalEndPoint ?? throw new InvalidOperationException("not bound"));
        client = new SubmissionStream(socket);
        return listener.Accept();
    }
}
