using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Marks;

/// <summary>When an address is marked and for how long: section <c>Marks</c> of the configuration. A lifetime of zero means until somebody releases it.</summary>
public sealed class MarkOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Marks";

    /// <summary>Lifetime of a mark after a failure that says the address does not work. Default 365 days, 0 to 3,650 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan HardLifetime { get; set; } = TimeSpan.FromDays(365);

    /// <summary>Lifetime of a mark after repeated failures that may pass. Default 30 days, 0 to 3,650 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan SoftLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Lifetime of a mark after a complaint. Default 0, until somebody releases it; 0 to 3,650 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan ComplaintLifetime { get; set; } = TimeSpan.Zero;

    /// <summary>Lifetime of a mark on an address that was corrected. Default 365 days, 0 to 3,650 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan CorrectedLifetime { get; set; } = TimeSpan.FromDays(365);

    /// <summary>So many failures that may pass make a mark. Default 3, 2 to 100.</summary>
    [Range(2, 100)]
    public int SoftCount { get; set; } = 3;

    /// <summary>Only failures within this time count. Default 28 days, 1 to 365 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan SoftWindow { get; set; } = TimeSpan.FromDays(28);

    /// <summary>The first and the last of them are at least so far apart. Default 7 days, 0 to 365 days; not more than <see cref="SoftWindow"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan SoftSpread { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a mark with that kind lasts; <see langword="null"/>: until somebody releases it.</summary>
    public TimeSpan? Lifetime(MarkKind kind)
    {
        var lifetime = kind switch
        {
            MarkKind.Hard => HardLifetime,
            MarkKind.SoftRepeated => SoftLifetime,
            MarkKind.Complaint => ComplaintLifetime,
            MarkKind.Corrected => CorrectedLifetime,
            _ => TimeSpan.Zero,
        };
        return lifetime > TimeSpan.Zero ? lifetime : null;
    }
}
