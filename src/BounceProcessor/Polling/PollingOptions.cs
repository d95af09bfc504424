using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Polling;

/// <summary>The schedule as a whole: section <c>Polling</c> of the configuration. When a mailbox is polled stands with the mailbox.</summary>
public sealed class PollingOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Polling";

    /// <summary>Whether <c>bounceproc serve</c> polls at all. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Most mailboxes polled at the same time; the others wait for their turn. Default 4, 1 to 64.</summary>
    [Range(1, 64)]
    public int MaxParallel { get; set; } = 4;

    /// <summary>
    /// Most IMAP connections to one host from this service, those that wait for mail with IDLE included; a mailbox beyond it waits for its turn
    /// and is read by its schedule. Default 20, 1 to 1000.
    /// </summary>
    [Range(1, 1000)]
    public int MaxConnectionsPerHost { get; set; } = 20;

    /// <summary>When old mails and events are removed: Quartz cron expression with seconds, local time. Default every day at 03:17.</summary>
    [Required]
    public string RetentionCron { get; set; } = "0 17 3 * * ?";
}
