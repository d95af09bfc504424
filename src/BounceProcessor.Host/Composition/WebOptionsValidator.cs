using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Composition;

internal sealed class WebOptionsValidator : IValidateOptions<WebOptions>
{
    public ValidateOptionsResult Validate(string? name, WebOptions options) =>
        IsListenable(options.Listen)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{WebOptions.Section}:Listen is \"{options.Listen}\"; write http://, an address and a port, such as http://127.0.0.1:5080.");

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
