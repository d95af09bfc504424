using System.Net;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending;

internal sealed class SendingOptionsValidator : IValidateOptions<SendingOptions>
{
    public ValidateOptionsResult Validate(string? name, SendingOptions options)
    {
        var faults = options.Addresses
            .Select((address, index) => (Address: address, Key: $"{SendingOptions.Section}:Addresses:{index}"))
            .Where(entry => !IsAddress(entry.Address))
            .Select(entry => $"{entry.Key} is \"{entry.Address}\"; write one IP address, such as 90.190.150.212.")
            .ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    // The framework also takes "1.2.3" for 1.2.0.3.
    private static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out var address) && (text.Contains(':', StringComparison.Ordinal) || address.ToString() == text);
}
