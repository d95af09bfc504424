using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Pages;

/// <summary>The pages: section <c>Pages</c> of the configuration.</summary>
internal sealed class PagesOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Pages";

    /// <summary>Time zone of the times on the pages, as the tz database names it. Default Europe/Tallinn.</summary>
    public string TimeZone { get; set; } = "Europe/Tallinn";
}

/// <summary>Refuses a time zone this machine does not know.</summary>
internal sealed class PagesOptionsValidator : IValidateOptions<PagesOptions>
{
    public ValidateOptionsResult Validate(string? name, PagesOptions options) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{PagesOptions.Section}:TimeZone: this machine has no time zone \"{options.TimeZone}\"; write a name of the tz database, such as Europe/Tallinn.");
}
