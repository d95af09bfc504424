using Microsoft.Extensions.Options;

using Quartz;

namespace BounceProcessor.Polling;

/// <summary>Finds a cron expression that Quartz cannot read.</summary>
internal sealed class PollingCronValidator : IValidateOptions<PollingOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, PollingOptions options) =>
        string.IsNullOrEmpty(options.RetentionCron) || CronExpression.TryParse(options.RetentionCron, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Polling:RetentionCron is \"{options.RetentionCron}\"; write six or seven fields beginning with the seconds, for example \"0 17 3 * * ?\" for every day at 03:17.");
}
