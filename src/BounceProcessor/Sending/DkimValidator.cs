using BounceProcessor.Companies;
using BounceProcessor.Sending.Composing;

using Microsoft.Extensions.Options;

using Org.BouncyCastle.Crypto.Parameters;

namespace BounceProcessor.Sending;

/// <summary>Finds what is wrong with the keys that sign mail. No message holds a key.</summary>
internal sealed class DkimValidator : IValidateOptions<SendingOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SendingOptions options)
    {
        var faults = options.Dkim.SelectMany(Faults).Concat(Repeated(options.Dkim)).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(DkimKeyOptions key, int index)
    {
        var place = $"{SendingOptions.Section}:Dkim:{index}";
        if (AddressKey.DomainOf(key.Domain) is not { } domain || !domain.Equals(key.Domain, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{place}:Domain is \"{TextLine.Of(key.Domain)}\"; write the domain that is to sign, in ASCII, such as event.data.directo.ee.";
        }

        if (key.Selector.Length is 0 or > 63 || key.Selector.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not '-' and not '_' and not '.'))
        {
            yield return $"{place}:Selector is \"{TextLine.Of(key.Selector)}\"; write the name before ._domainkey in DNS, such as s1.";
        }

        if (DkimKeyReader.Read(key.PrivateKey) is not { } read)
        {
            yield return $"{place}:PrivateKey is {(key.PrivateKey.Length == 0 ? "empty" : "no private key in PEM, RSA or Ed25519, without a password")}; write \"file:\" and the path of the key's file.";
        }
        else if (read is RsaKeyParameters { Modulus.BitLength: < DkimKeyReader.FewestRsaBits and var bits })
        {
            yield return $"{place}:PrivateKey has {bits} bits, and receivers ignore keys under {DkimKeyReader.FewestRsaBits}; make one of 2048.";
        }
    }

    private static IEnumerable<string> Repeated(IReadOnlyList<DkimKeyOptions> keys) => keys
        .GroupBy(key => key.Domain, StringComparer.OrdinalIgnoreCase)
        .Where(domain => domain.Count() > 1)
        .Select(domain => $"{SendingOptions.Section}:Dkim has {domain.Count()} keys for \"{TextLine.Of(domain.Key)}\"; leave the one that is to sign. The old public key may stay in DNS.");
}
