using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Intake;

/// <summary>One company of <see cref="CompanyOptions.List"/>.</summary>
public sealed class CompanyEntry
{
    /// <summary>The company's code: letters, digits, <c>.</c>, <c>_</c>, <c>-</c>; at most 64.</summary>
    public string Code { get; set; } = "";

    /// <summary>Addresses outside the event domain that are this company's: <c>bounces@firmanimi.example</c>, or <c>@firmanimi.example</c> for the whole domain.</summary>
    public IReadOnlyList<string> Aliases { get; set; } = [];

    /// <summary>How long its raw mails are kept, in days. Default 0, as <see cref="RetentionOptions.RawMailDays"/>; 0 to 36,500.</summary>
    [Range(0, 36_500)]
    public int RawMailDays { get; set; }

    /// <summary>How long its events are kept, in days. Default 0, as <see cref="RetentionOptions.EventDays"/>; 0 to 36,500.</summary>
    [Range(0, 36_500)]
    public int EventDays { get; set; }
}
