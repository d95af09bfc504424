using System.Net;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Senders;

/// <summary>A resolver is an address, for a name would have to be looked up.</summary>
internal sealed class SenderDnsValidator : IValidateOptions<SenderDnsOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SenderDnsOptions options) => options.Resolver.Length == 0 || EndPoint(options.Resolver) is not null
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"{SenderDnsOptions.Section}:Resolver is \"{TextLine.Of(options.Resolver)}\"; write the IP address of a resolver, such as 192.0.2.53 or 192.0.2.53:5353, or leave it empty.");

    /// <summary>The address and port that a text names.</summary>
    public static IPEndPoint? EndPoint(string text)
    {
        if (!IPEndPoint.TryParse(text, out var end))
        {
            return null;
        }

        return end.Port == 0 ? new IPEndPoint(end.Address, 53) : end;
    }
}
