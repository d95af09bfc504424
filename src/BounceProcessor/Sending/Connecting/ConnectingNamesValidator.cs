using BounceProcessor.MailServers;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Connecting;

/// <summary>Finds the faults that no range shows.</summary>
internal sealed class ConnectingNamesValidator : IValidateOptions<ConnectingOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ConnectingOptions options)
    {
        string[] faults = [.. LocalName(options), .. Pins(options), .. Networks(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> LocalName(ConnectingOptions options)
    {
        if (options.LocalName.Length > 0 && Uri.CheckHostName(options.LocalName) != UriHostNameType.Dns)
        {
            yield return $"{ConnectingOptions.Section}:LocalName is \"{TextLine.Of(options.LocalName)}\"; write the host name of this machine in the DNS, or leave it empty.";
        }
    }

    private static IEnumerable<string> Networks(ConnectingOptions options) => options.AllowedNetworks
        .Select((text, index) => (Text: text, Key: FormattableString.Invariant($"{ConnectingOptions.Section}:AllowedNetworks:{index}")))
        .Where(entry => !PublicAddresses.TryParse(entry.Text, out _))
        .Select(entry => $"{entry.Key} is \"{TextLine.Of(entry.Text)}\"; write an IP address or a network, such as 10.1.2.0/24.");

    private static IEnumerable<string> Pins(ConnectingOptions options) =>
        from server in options.CertificateSha256
        from pin in server.Value
        where !ServerCertificate.IsPin(pin)
        select $"{ConnectingOptions.Section}:CertificateSha256:{server.Key} has \"{TextLine.Of(pin)}\"; write the SHA-256 of a certificate or of its public key, 64 hexadecimal digits; \"bounceproc sender test\" shows that of the server.";
}
