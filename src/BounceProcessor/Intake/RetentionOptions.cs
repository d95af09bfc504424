using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Intake;

/// <summary>How long things are kept, in days: section <c>Retention</c> of the configuration. What prevents doubles is kept for ever.</summary>
public sealed class RetentionOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Retention";

    /// <summary>Raw mails, from their filing. Default 365 days, 1 to 36,500.</summary>
    [Range(1, 36_500)]
    public int RawMailDays { get; set; } = 365;

    /// <summary>Events with their history, from their start. Default 1,095 days, 1 to 36,500.</summary>
    [Range(1, 36_500)]
    public int EventDays { get; set; } = 1095;

    /// <summary>Raw mails whose company could not be told. Default 0, as <see cref="RawMailDays"/>; 0 to 36,500.</summary>
    [Range(0, 36_500)]
    public int UnresolvedRawMailDays { get; set; }

    /// <summary>Events whose company could not be told. Default 0, as <see cref="EventDays"/>; 0 to 36,500.</summary>
    [Range(0, 36_500)]
    public int UnresolvedEventDays { get; set; }

    /// <summary>Mails in quarantine. Default 90 days, 1 to 36,500.</summary>
    [Range(1, 36_500)]
    public int QuarantineDays { get; set; } = 90;

    /// <summary>The list of runs. Default 400 days, 1 to 36,500.</summary>
    [Range(1, 36_500)]
    public int RunDays { get; set; } = 400;

    /// <summary>
    /// Sent mails with their recipients, tries and idempotency keys, from their last news; mass mails, from their end. A bounce that comes later is not
    /// matched any more. Default 400 days, 30 to 36,500.
    /// </summary>
    [Range(30, 36_500)]
    public int SentMailDays { get; set; } = 400;
}
