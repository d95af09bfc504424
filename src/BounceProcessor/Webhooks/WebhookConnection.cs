using System.Net;
using System.Net.Sockets;

using BounceProcessor.MailServers;

namespace BounceProcessor.Webhooks;

/// <summary>Opens the connections of the deliveries: the name is looked up, and one of the addresses that were checked is connected to, not the name again.</summary>
internal static class WebhookConnection
{
    /// <summary>A client that follows no redirect, keeps no cookie, uses no proxy and connects to allowed addresses alone.</summary>
    public static HttpClient Client(PublicAddresses addresses)
    {
        var http = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 32,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ActivityHeadersPropagator = null,
            ConnectCallback = async (context, cancellationToken) => await ConnectAsync(addresses, context.DnsEndPoint, cancellationToken),
        };

        // The delivery has its own end.
        return new HttpClient(http, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static async ValueTask<Stream> ConnectAsync(PublicAddresses addresses, DnsEndPoint target, CancellationToken cancellationToken)
    {
        var found = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        var allowed = found.Where(addresses.Allows).ToArray();
        if (allowed.Length == 0)
        {
            throw new HttpRequestException(found.Length == 0 ? $"The name {target.Host} has no address." : WebhookUrl.NotAllowed(found[0]));
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
