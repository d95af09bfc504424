using System.Globalization;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Intake;

/// <summary>A raw mail is reached through its event only.</summary>
internal sealed class RetentionOrderValidator : IValidateOptions<RetentionOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RetentionOptions options) => options.RawMailDays <= options.EventDays
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(string.Create(
            CultureInfo.InvariantCulture,
            $"Retention:RawMailDays is {options.RawMailDays}, longer than Retention:EventDays with {options.EventDays}, but a mail without events cannot be reached; make it at most {options.EventDays}."));
}
