using BounceProcessor.MailServers;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Webhooks;

internal sealed class WebhookNetworksValidator : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var faults = options.AllowedNetworks
            .Select((text, index) => (Text: text, Key: $"{WebhookOptions.Section}:AllowedNetworks:{index}"))
            .Where(entry => !PublicAddresses.TryParse(entry.Text, out _))
            .Select(entry => $"{entry.Key} is \"{entry.Text}\"; write an IP address or a network, such as 10.1.2.0/24.")
            .ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
