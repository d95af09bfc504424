using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;

namespace BounceProcessor.SignIn;

/// <summary>A few lines of HTTP on this machine that the browser of the person who signs in comes back to (RFC 8252, section 7.3).</summary>
internal sealed class LoopbackRedirect : IAsyncDisposable
{
    private readonly System.Net.Sockets.TcpListener _listener;

    private LoopbackRedirect(System.Net.Sockets.TcpListener listener) => _listener = listener;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Address => $"http://127.0.0.1:{Port}/";

    /// <summary>Nobody else knows it, so an answer with it is ours.</summary>
    public string State { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    /// <param name="port">0 for any that is free.</param>
    /// <exception cref="TokenException">The port is taken.</exception>
    public static LoopbackRedirect Listen(int port)
    {
        var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return new LoopbackRedirect(listener);
        }
        catch (System.Net.Sockets.SocketException fault)
        {
            listener.Dispose();
            throw new TokenException($"port {port} of this machine cannot be listened on ({TextLine.Of(fault.Message)})", "name another with --port, or leave it out", fault);
        }
    }

    /// <summary>Waits for the browser.</summary>
    /// <returns>The authorization code.</returns>
    /// <exception cref="TokenException">The sign-in was refused on the page.</exception>
    public async Task<string> CodeAsync(TokenAccount account, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(cancellationToken);
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var line = await reader.ReadLineAsync(cancellationToken) ?? "";
            var query = line.Split(' ') is [_, var target, ..] && target.Contains('?', StringComparison.Ordinal)
                ? HttpUtility.ParseQueryString(target[target.IndexOf('?', StringComparison.Ordinal)..])
                : [];
            if (query["state"] != State)
            {
                await AnswerAsync(stream, "404 Not Found", "This is not what is waited for.", cancellationToken);
            }
            else if (query["code"] is { Length: > 0 } code)
            {
                await AnswerAsync(stream, "200 OK", "You are signed in. Close this page and go back to the command line.", cancellationToken);
                return code;
            }
            else
            {
                await AnswerAsync(stream, "200 OK", "The sign-in was refused. The command line says more.", cancellationToken);
                throw new TokenException(
                    $"the sign-in page refused ({TextLine.Of(query["error"] ?? "no reason")})",
                    $"sign in as \"{account.User}\" and allow the access to mail: {account.SignInCommand}",
                    null);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task AnswerAsync(Stream stream, string status, string text, CancellationToken cancellationToken)
    {
        var answer = $"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(text)}\r\nConnection: close\r\n\r\n{text}";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), cancellationToken);
    }
}
