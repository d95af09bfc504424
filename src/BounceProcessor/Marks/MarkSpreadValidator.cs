using Microsoft.Extensions.Options;

namespace BounceProcessor.Marks;

/// <summary>The failures that make a mark can be as far apart as is asked for.</summary>
internal sealed class MarkSpreadValidator : IValidateOptions<MarkOptions>
{
    public ValidateOptionsResult Validate(string? name, MarkOptions options) => options.SoftSpread <= options.SoftWindow
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"{MarkOptions.Section}:SoftSpread is {options.SoftSpread} and {MarkOptions.Section}:SoftWindow is {options.SoftWindow}; failures that count cannot be farther apart than the window is long, so no address would ever be marked. Make SoftSpread smaller.");
}
