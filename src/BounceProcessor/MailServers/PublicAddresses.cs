using System.Net;
using System.Net.Sockets;

namespace BounceProcessor.MailServers;

/// <summary>
/// Which IP addresses may be connected to when a customer names the host: those of the public internet, and the networks that the operator allows.
/// Without it, a webhook or a mail server on a user card would be a way into the operator's own network.
/// </summary>
/// <param name="allowed">Networks beside the public ones.</param>
internal sealed class PublicAddresses(IReadOnlyList<IPNetwork> allowed)
{
    // The registries of special-purpose addresses (RFC 6890 and its successors), but for those that are globally reachable.
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    // Of IPv6 only what is assigned to be public at all, less what is special within it.
    private static readonly IPNetwork PublicIPv6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] NotPublicIPv6 = [.. new[] { "2001::/23", "2001:db8::/32", "3fff::/20" }.Select(IPNetwork.Parse)];
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>With the networks of the configuration; what cannot be read was told by the validator.</summary>
    public static PublicAddresses Of(IEnumerable<string> networks) =>
        new([.. networks.Select(text => TryParse(text, out var network) ? network : default).Where(network => network != default)]);

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

    /// <summary>Whether it may be connected to.</summary>
    public bool Allows(IPAddress address)
    {
        var plain = Plain(address);
        return allowed.Any(network => network.Contains(plain)) || IsPublic(plain);
    }

    private static bool IsPublic(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !NotPublic.Any(network => network.Contains(address)),
        AddressFamily.InterNetworkV6 => PublicIPv6.Contains(address) && !NotPublicIPv6.Any(network => network.Contains(address)),
        _ => false,
    };

    // An IPv4 address in the clothes of IPv6 is judged as what it is.
    private static IPAddress Plain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        return address.AddressFamily != AddressFamily.InterNetworkV6 ? address
            : Nat64.Contains(address) ? new IPAddress(bytes.AsSpan(12, 4))
            : SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4))
            : address;
    }
}
