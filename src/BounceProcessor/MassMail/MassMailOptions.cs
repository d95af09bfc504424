using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.MassMail;

/// <summary>Limits of mass mail: section <c>MassMail</c> of the configuration.</summary>
public sealed class MassMailOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "MassMail";

    /// <summary>Whether <c>bounceproc serve</c> puts rows into the outbox. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Most rows of one mass mail. Default 100000, 1 to 1000000.</summary>
    [Range(1, 1_000_000)]
    public int MostRows { get; set; } = 100_000;

    /// <summary>Largest file of recipients in bytes. Default 67108864 (64 MiB), 1024 to 1073741824.</summary>
    [Range(1024, 1_073_741_824)]
    public long LargestListBytes { get; set; } = 67_108_864;

    /// <summary>Largest attachment in bytes. Default 26214400 (25 MiB), 1024 to 104857600.</summary>
    [Range(1024, 104_857_600)]
    public long LargestFileBytes { get; set; } = 26_214_400;

    /// <summary>All attachments of one mass mail together, in bytes; they lie in the database until every row is in the outbox. Default 4294967296 (4 GiB), 1024 to 1099511627776.</summary>
    [Range(1024, 1_099_511_627_776)]
    public long MostFileBytes { get; set; } = 4_294_967_296;

    /// <summary>Time zone of "now" in letters, as the operating system names it. Default Europe/Tallinn.</summary>
    [Required]
    public string TimeZone { get; set; } = "Europe/Tallinn";

    /// <summary>How often it is looked whether rows are to be put into the outbox. Default 2 seconds, 0.1 seconds to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A mass mail that nobody started is removed after this time. Default 30 days, 1 hour to 365 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan KeepDrafts { get; set; } = TimeSpan.FromDays(30);
}
