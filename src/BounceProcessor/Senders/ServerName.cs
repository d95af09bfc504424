using System.Net;

namespace BounceProcessor.Senders;

/// <summary>What can be the host name of a sending server.</summary>
internal static class ServerName
{
    /// <summary>Whether a text is a host name or an IP address, without port and scheme.</summary>
    public static bool Is(string text) => text.Length is > 0 and <= 255 && Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;

    /// <summary>Whether two names are of one host, as far as names tell.</summary>
    public static bool IsSame(string one, string other) => one.TrimEnd('.').Equals(other.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether what is sent there never leaves this machine: then it needs no encryption.</summary>
    public static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
