namespace BounceProcessor.Sending.Outbox;

/// <summary>What one server takes: <c>Sending:Outbox:Servers:HOST</c> of the configuration.</summary>
public sealed class ServerLimits
{
    /// <summary>Most connections at once. Default as for all servers, 1 to 50.</summary>
    public int? Connections { get; set; }

    /// <summary>Most mails a minute; 0 for no limit. Default as for all servers, 0 to 1000000.</summary>
    public int? MailsPerMinute { get; set; }
}
