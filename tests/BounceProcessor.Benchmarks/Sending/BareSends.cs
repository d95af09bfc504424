using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

using MailKit.Net.Smtp;
using MailKit.Security;

using MimeKit;

namespace BounceProcessor.Benchmarks.Sending;

/// <summary>MailKit alone: the same mails, parsed from their bytes as the outbox does, and nothing stored.</summary>
internal static class BareSends
{
    /// <returns>Mails a second.</returns>
    public static async Task<double> MeasureAsync(IReadOnlyList<byte[]> contents, CountingSink sink, int connections)
    {
        var before = sink.Mails;
        var left = new ConcurrentQueue<byte[]>(contents);
        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => SendAsync(left, sink.Port))));
        var took = TimeProvider.System.GetElapsedTime(start);
        return sink.Mails - before == contents.Count
            ? contents.Count / took.TotalSeconds
            : throw new InvalidOperationException($"{sink.Mails - before} of {contents.Count} mails came.");
    }

    private static async Task SendAsync(ConcurrentQueue<byte[]> left, int port)
    {
        using var client = new SmtpClient();

        // As the outbox has it; without, the last packet of each mail waits for an acknowledgement that the other side puts off.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await client.ConnectAsync(socket, "127.0.0.1", port, SecureSocketOptions.None);
        while (left.TryDequeue(out var content))
        {
            using var stream = new MemoryStream(content);
            using var mail = await MimeMessage.LoadAsync(stream);
            await client.SendAsync(mail, new MailboxAddress("", "mari@firmanimi.example"), mail.To.Mailboxes);
        }

        await client.DisconnectAsync(quit: true);
    }
}
