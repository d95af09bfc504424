using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BounceProcessor.Tests.Servers;

/// <summary>Delivers mails by LMTP (RFC 2033) over one connection.</summary>
internal static class Lmtp
{
    public static async Task DeliverAsync(int port, string recipient, IEnumerable<string> mails, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await ExpectAsync(reader, "220", cancellationToken);
        await SayAsync(stream, reader, "LHLO test", "250", cancellationToken);
        foreach (var mail in mails)
        {
            await SayAsync(stream, reader, "MAIL FROM:<>", "250", cancellationToken);
            await SayAsync(stream, reader, $"RCPT TO:<{recipient}>", "250", cancellationToken);
            await SayAsync(stream, reader, "DATA", "354", cancellationToken);
            var stuffed = mail.ReplaceLineEndings("\r\n").Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
            await SayAsync(stream, reader, $"{stuffed}\r\n.", "250", cancellationToken);
        }

        await SayAsync(stream, reader, "QUIT", "221", cancellationToken);
    }

    private static async Task SayAsync(Stream stream, StreamReader reader, string line, string answer, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{line}\r\n"), cancellationToken);
        await ExpectAsync(reader, answer, cancellationToken);
    }

    private static async Task ExpectAsync(StreamReader reader, string answer, CancellationToken cancellationToken)
    {
        string? line;
        do
        {
            line = await reader.ReadLineAsync(cancellationToken);
        }
        while (line is { Length: > 3 } && line[3] == '-');

        if (line is null || !line.StartsWith(answer, StringComparison.Ordinal))
        {
            throw new IOException($"LMTP answered \"{line}\" where {answer} was expected.");
        }
    }
}
