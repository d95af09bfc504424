using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Events;

/// <summary>How events are filed: section <c>Events</c> of the configuration. A deadline of zero means none.</summary>
public sealed class EventOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Events";

    /// <summary>Time to deal with an address that will not work, from the arrival of the mail. Default 2 days, 0 to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan HardDeadline { get; set; } = TimeSpan.FromDays(2);

    /// <summary>Time to deal with a failure that may pass. Default 5 days, 0 to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan SoftDeadline { get; set; } = TimeSpan.FromDays(5);

    /// <summary>Time to deal with a refusal of us or our set-up. Default 1 day, 0 to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan BlockDeadline { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Time to look at what the rules could not tell. Default 1 day, 0 to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan ReviewDeadline { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Time to deal with a delay; the sending server still tries. Default 0, none; 0 to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan DelayDeadline { get; set; } = TimeSpan.Zero;

    /// <summary>Language of the summary that opens an event's content: <c>en</c> or <c>et</c>. Default en.</summary>
    [Required]
    [AllowedValues("en", "et")]
    public string Language { get; set; } = "en";
}
