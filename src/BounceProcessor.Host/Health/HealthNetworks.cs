using System.Net;

namespace BounceProcessor.Host.Health;

/// <summary>Who may ask how the service does: this machine, and the networks that the configuration names.</summary>
/// <param name="Allowed">Networks beside the machine itself.</param>
internal sealed record HealthNetworks(IReadOnlyList<IPNetwork> Allowed)
{
    // What a proxy adds. Somebody else's request that it passes on comes from this machine too.
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Real-IP"];

    /// <summary>A network, or one address.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }

    /// <summary>Whether a request may be answered.</summary>
    public bool Allows(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return true; // a socket of the file system
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Allowed.Any(network => network.Contains(address))
            || (IPAddress.IsLoopback(address) && !ProxyHeaders.Any(context.Request.Headers.ContainsKey));
    }
}
