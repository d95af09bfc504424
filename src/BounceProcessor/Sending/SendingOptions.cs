using System.ComponentModel.DataAnnotations;

using BounceProcessor.Senders;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.Sending.Outbox;

namespace BounceProcessor.Sending;

/// <summary>How the operator's mail leaves: section <c>Sending</c> of the configuration.</summary>
public sealed class SendingOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Sending";

    /// <summary>IP addresses of the operator's own sending servers. A refusal that names one of them concerns us, not a customer's server. Default 90.190.150.212.</summary>
    public IReadOnlyList<string> Addresses { get; set; } = [];

    /// <summary>Keys that sign our mail with DKIM, at most one a domain. Default none: nothing is signed.</summary>
    public IReadOnlyList<DkimKeyOptions> Dkim { get; set; } = [];

    /// <summary>Largest mail that is sent, in bytes with attachments encoded. Default 26,214,400 (25 MiB), 65,536 to 104,857,600.</summary>
    [Range(65_536, 104_857_600)]
    public int SizeLimitBytes { get; set; } = 26_214_400;

    /// <summary>The operator's own sending server.</summary>
    public OperatorServerOptions Server { get; set; } = new();

    /// <summary>How the provider of an e-mail address is looked up.</summary>
    public SenderDnsOptions Dns { get; set; } = new();

    /// <summary>How sending servers are talked to.</summary>
    public ConnectingOptions Connecting { get; set; } = new();

    /// <summary>Where the access tokens of the mode Microsoft 365 OAUTH come from.</summary>
    public Microsoft365Options Microsoft365 { get; set; } = new();

    /// <summary>How accepted mail is sent.</summary>
    public OutboxOptions Outbox { get; set; } = new();
}
