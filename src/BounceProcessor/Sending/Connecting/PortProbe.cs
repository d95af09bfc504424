using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace BounceProcessor.Sending.Connecting;

/// <summary>Finds out how a port answers when it did not answer as asked. It makes one more connection, and says nothing on it.</summary>
internal static class PortProbe
{
    private const int Longest = 400;

    /// <summary>What the port says by itself without encryption, on one line; empty when it keeps silent.</summary>
    public static async Task<string> GreetingAsync(IPAddress address, int port, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(limit);
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(address, port, stop.Token);
            var buffer = new byte[Longest];
            var length = await socket.ReceiveAsync(buffer, stop.Token);
            return TextLine.Of(Encoding.Latin1.GetString(buffer, 0, length));
        }
        catch (Exception fault) when (IsSilence(fault, cancellationToken))
        {
            return "";
        }
    }

    /// <summary>Whether the port speaks TLS from the first byte.</summary>
    public static async Task<bool> SpeaksTlsAsync(string host, IPAddress address, int port, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(limit);
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(address, port, stop.Token);

            // Whose certificate it is does not matter here: nothing is said on this connection.
            await using var tls = new SslStream(new NetworkStream(socket), leaveInnerStreamOpen: false, static (_, shown, _, _) => shown is not null);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, stop.Token);
            return true;
        }
        catch (Exception fault) when (IsSilence(fault, cancellationToken) || fault is System.Security.Authentication.AuthenticationException)
        {
            return false;
        }
    }

    private static bool IsSilence(Exception fault, CancellationToken outer) =>
        fault is IOException or SocketException || (fault is OperationCanceledException && !outer.IsCancellationRequested);
}
