using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Sending.Outbox;

/// <summary>How the outbox is emptied: section <c>Sending:Outbox</c> of the configuration.</summary>
public sealed class OutboxOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Sending:Outbox";

    /// <summary>Whether <c>bounceproc serve</c> sends at all. Mails are accepted all the same, and wait. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Most connections at once to one server with one user name, of each process. Default 4, 1 to 50.</summary>
    [Range(1, 50)]
    public int ConnectionsPerServer { get; set; } = 4;

    /// <summary>Most connections at once to all servers. Default 40, 1 to 500.</summary>
    [Range(1, 500)]
    public int Connections { get; set; } = 40;

    /// <summary>Most mails a minute to one server with one user name, of each process; 0 for no limit. Default 1200, 0 to 1000000.</summary>
    [Range(0, 1_000_000)]
    public int MailsPerMinute { get; set; } = 1200;

    /// <summary>How long a connection without work is kept for the next mail. Default 10 seconds, 0 to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan KeepConnection { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long until a mail that was put off is tried again; doubled each time, a fifth more or less by chance. Default 1 minute, 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest time between two tries. Default 2 hours, 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How long a mail is tried before it is given up. Default 2 days, 1 minute to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(2);

    /// <summary>How long a server rests that cannot be reached; doubled each time, up to <see cref="SignInRest"/>. Default 30 seconds, 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ServerRest { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a server rests that refused the sign-in; doubled each time, up to <see cref="LongestRetry"/>. Default 15 minutes, 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SignInRest { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often the outbox is looked through for what other processes put into it. Default 2 seconds, 0.1 seconds to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Limits of single servers, by host name. Default smtp.office365.com with 3 connections and 30 mails a minute, as Microsoft allows a mailbox.</summary>
    public Dictionary<string, ServerLimits> Servers { get; } = new(StringComparer.OrdinalIgnoreCase);
}
