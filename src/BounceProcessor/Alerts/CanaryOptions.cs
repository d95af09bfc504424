using System.ComponentModel.DataAnnotations;

using BounceProcessor.Mailboxes;

namespace BounceProcessor.Alerts;

/// <summary>How canaries are sent: section <c>Alerts:Canary</c> of the configuration.</summary>
public sealed class CanaryOptions
{
    /// <summary>When canaries are sent: Quartz cron expression with seconds, local time. Default empty, never.</summary>
    public string Cron { get; set; } = "";

    /// <summary>The SMTP server they are handed to.</summary>
    public string Host { get; set; } = "";

    /// <summary>SMTP port. Default 587.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>None, StartTls or SslOnConnect. Default StartTls.</summary>
    public MailboxTls Tls { get; set; } = MailboxTls.StartTls;

    /// <summary>Check the server's certificate. Default true.</summary>
    public bool CheckCertificate { get; set; } = true;

    /// <summary>Who signs in. Default empty, nobody.</summary>
    public string Username { get; set; } = "";

    /// <summary>Password of <see cref="Username"/>.</summary>
    public string Password { get; set; } = "";

    /// <summary>The known-bad address: accepted by the sending server, refused or returned by the one behind it.</summary>
    public string Recipient { get; set; } = "";

    /// <summary>Time for a bounce to come home and be filed. Default 30 minutes, 1 minute to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan TimeAllowed { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The mailboxes that are tried, each with the event address whose bounces come into it.</summary>
    public Dictionary<string, string> Senders { get; } = new(StringComparer.OrdinalIgnoreCase);
}
