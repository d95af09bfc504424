using System.ComponentModel.DataAnnotations;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Alerts;

/// <summary>What is noticed without being told: section <c>Alerts</c> of the configuration.</summary>
public sealed class AlertOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Alerts";

    /// <summary>Time between two looks at everything here. Default 30 seconds, 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Longest time in which the service runs without a successful poll of a mailbox, beyond the time between two polls. Default 1 hour,
    /// 0 (off) to 30 days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan PollSilence { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Longest time without a bounce in a mailbox that had some in each of the three such times before. Default 0 (off), to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan BounceSilence { get; set; } = TimeSpan.Zero;

    /// <summary>So many bounces within <see cref="StormTime"/> are a storm. Default 5,000, 0 (off) to 100,000,000.</summary>
    [Range(0, 100_000_000)]
    public int StormMails { get; set; } = 5_000;

    /// <summary>The time a storm is counted over. Default 10 minutes, 1 minute to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan StormTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>With less free space than this in the data folder, in bytes, the service is not well; with a tenth of it, ill. Default 1 GiB, 0 (off) to 1 TiB.</summary>
    [Range(0, 1_099_511_627_776)]
    public long LowDiskBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>A mail to a known-bad address whose bounce must come home.</summary>
    [ValidateObjectMembers]
    public CanaryOptions Canary { get; set; } = new();
}
