using System.Net;

using BounceProcessor.MailServers;

namespace BounceProcessor.Webhooks;

/// <summary>What an address must look like that somebody wants to be told at.</summary>
internal static class WebhookUrl
{
    private const int Longest = 500;

    /// <summary>What is wrong with it; <see langword="null"/> when nothing is. What its name leads to is looked at again before each connection.</summary>
    public static string? Fault(string text, WebhookOptions options)
    {
        if (text.Length > Longest || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0 || text.Any(letter => char.IsControl(letter) || letter == ' '))
        {
            return $"The address \"{Short(text)}\" is no web address of at most {Longest} characters; write one such as https://example.org/hooks.";
        }

        if (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && options.AllowHttp))
        {
            return $"The address \"{Short(text)}\" is not https; news go out encrypted only, unless {WebhookOptions.Section}:AllowHttp is true.";
        }

        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            return $"The address of {url.Host} has a user name, a password or a fragment; write it without: who calls is told by the signature.";
        }

        return IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && !PublicAddresses.Of(options.AllowedNetworks).Allows(address)
            ? NotAllowed(address)
            : null;
    }

    /// <summary>Says that an IP address is not connected to.</summary>
    public static string NotAllowed(IPAddress address) =>
        $"{address} is not a public address and is not connected to; the operator can allow it with {WebhookOptions.Section}:AllowedNetworks.";

    private static string Short(string text) => TextLine.Of(text.Length > 100 ? string.Concat(text.AsSpan(0, 100), "…") : text);
}
