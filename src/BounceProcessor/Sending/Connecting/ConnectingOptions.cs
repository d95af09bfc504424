using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Sending.Connecting;

/// <summary>How sending servers are talked to: section <c>Sending:Connecting</c> of the configuration.</summary>
public sealed class ConnectingOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = $"{SendingOptions.Section}:Connecting";

    /// <summary>Longest wait for a name, a connection, and a greeting. Default 30 seconds, 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for one reply. Default 2 minutes, 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ReplyTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest wait for the reply to the end of a mail; who gives up earlier gets doubles. Default 10 minutes, 1 second to 30 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan EndTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>What EHLO says: a host name in the DNS. Default empty, the name of this machine.</summary>
    public string LocalName { get; set; } = "";

    /// <summary>SHA-256 of the certificates accepted of a server, or of their public keys, by its host name; whoever signed them, and no other. Default none: certificates must be in order.</summary>
    public Dictionary<string, List<string>> CertificateSha256 { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Addresses or networks that a server on a user card may be in although they are not public. Default none: a customer's card is no way into the
    /// operator's own network. Servers of the configuration are always connected to.
    /// </summary>
    public List<string> AllowedNetworks { get; } = [];

    internal List<string> PinsOf(string host) => CertificateSha256.GetValueOrDefault(host) ?? [];
}
