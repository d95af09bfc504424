using System.Net;
using System.Net.Sockets;

namespace BounceProcessor.Host.Composition;

/// <summary>Finds out whether an address can be listened on before the host starts, which would log a stack trace for a port that is taken.</summary>
internal static class ListenProbe
{
    /// <summary>Binds and lets go.</summary>
    /// <param name="address">A checked <see cref="WebOptions.Listen"/>.</param>
    /// <exception cref="StartException">The address cannot be used.</exception>
    public static void Try(string address)
    {
        var binding = BindingAddress.Parse(address);
        if (binding.IsUnixPipe || binding.IsNamedPipe)
        {
            return;
        }

        var ip = IPAddress.TryParse(binding.Host.Trim('[', ']'), out var parsed) ? parsed
            : binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : IPAddress.Any;
        using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(ip, binding.Port));
            socket.Listen();
        }
        catch (SocketException exception)
        {
            throw new StartException($"{address} {Words(exception)}", exception);
        }
    }

    private static string Words(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => $"is taken by another program; stop that, or set {WebOptions.Section}:Listen to another port.",
        SocketError.AccessDenied => $"may not be used by this user; set {WebOptions.Section}:Listen to a port above 1023.",
        SocketError.AddressNotAvailable => $"is no address of this machine; set {WebOptions.Section}:Listen to one, or to http://127.0.0.1:5080.",
        _ => $"cannot be listened on ({exception.Message}); check {WebOptions.Section}:Listen.",
    };
}
