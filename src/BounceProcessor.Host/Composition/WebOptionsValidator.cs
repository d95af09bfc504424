using BounceProcessor.Host.Health;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Composition;

internal sealed class WebOptionsValidator : IValidateOptions<WebOptions>
{
    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        string[] faults = [.. Faults(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(WebOptions options)
    {
        if (!IsListenable(options.Listen))
        {
            yield return $"{WebOptions.Section}:Listen is \"{options.Listen}\"; write http://, an address and a port, such as http://127.0.0.1:5080.";
        }

        foreach (var (network, i) in options.HealthFrom.Select((network, i) => (network, i)).Where(entry => !HealthNetworks.TryParse(entry.network, out _)))
        {
            yield return $"{WebOptions.Section}:HealthFrom:{i} is \"{network}\"; write an address or a network, such as 192.0.2.0/24.";
        }
    }

    private static bool IsListenable(string address)
    {
        try
        {
            var binding = BindingAddress.Parse(address);
            return binding.Scheme == "http" && binding.Host.Length > 0 && binding.Port is >= 0 and <= 65535 && binding.PathBase.Length == 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
