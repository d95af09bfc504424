using Microsoft.Extensions.Options;

namespace BounceProcessor.MassMail;

internal sealed class MassMailZoneValidator : IValidateOptions<MassMailOptions>
{
    public ValidateOptionsResult Validate(string? name, MassMailOptions options) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{MassMailOptions.Section}:TimeZone is \"{options.TimeZone}\", which this system does not know; write one such as Europe/Tallinn.");
}
