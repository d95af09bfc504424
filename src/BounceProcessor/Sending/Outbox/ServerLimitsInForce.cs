namespace BounceProcessor.Sending.Outbox;

/// <summary>What one server is given at most.</summary>
/// <param name="Connections">At once.</param>
/// <param name="MailsPerMinute">0 for no limit.</param>
internal sealed record ServerLimitsInForce(int Connections, int MailsPerMinute)
{
    /// <summary>The server's own limits, else those of all servers.</summary>
    /// <param name="server">Host, port and user name.</param>
    /// <param name="options">The limits.</param>
    public static ServerLimitsInForce Of(string server, OutboxOptions options)
    {
        var own = options.Servers.FirstOrDefault(entry => string.Equals(entry.Key, HostOf(server), StringComparison.OrdinalIgnoreCase)).Value;
        return new ServerLimitsInForce(own?.Connections ?? options.ConnectionsPerServer, own?.MailsPerMinute ?? options.MailsPerMinute);
    }

    /// <summary>The host of <c>smtp.example.org:587 user@example.org</c>.</summary>
    public static string HostOf(string server) =>
        server.Split(' ')[0] is var place && place.LastIndexOf(':') is var colon and > 0 ? place[..colon] : server;
}
