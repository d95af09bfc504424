using System.Net.Sockets;
using System.Security.Authentication;

namespace BounceProcessor.SignIn;

/// <summary>A token endpoint that cannot be reached, told apart from one that refuses.</summary>
internal static class EndpointFaults
{
    /// <summary>Puts a fault of the network into words.</summary>
    public static TokenException Explain(TokenAccount account, Exception fault)
    {
        var endpoint = Endpoint(account);
        var (cause, remedy) = Words(fault, endpoint, AddressKey(account));
        return new TokenException($"the token endpoint {endpoint} {cause}; that is the network's doing, not a refusal", remedy, fault) { IsPassing = true };
    }

    /// <summary>What answered is no token endpoint, or is out of order.</summary>
    public static TokenException Strange(TokenAccount account, int status, Exception fault) => new(
        $"the token endpoint {Endpoint(account)} answered with status {status} and no reason; a proxy may have answered in its place",
        $"check {AddressKey(account)}, the proxy between, and the provider's status page; it is tried again with the next poll",
        fault)
    {
        IsPassing = status >= 500,
    };

    /// <summary>The endpoint, for messages.</summary>
    public static Uri Endpoint(TokenAccount account) => account.Options.Grant is TokenGrant.MicrosoftApp or TokenGrant.MicrosoftUser
        ? new Uri($"{MicrosoftTokens.Authority(account)}/oauth2/v2.0/token")
        : new Uri(GoogleTokens.TokenEndpoint(account));

    private static (string Cause, string Remedy) Words(Exception fault, Uri endpoint, string key)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return ("refused the connection", $"check {key} and the firewalls between");
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return ($"cannot be reached: the host \"{endpoint.Host}\" was not found", $"check {key} and the DNS of this machine");
                case SocketException socket:
                    return ($"cannot be reached ({TextLine.Of(socket.Message)})", $"check {key} and the network");
                case AuthenticationException tls:
                    return ($"does not show a certificate that this machine trusts ({TextLine.Of(tls.Message)})", $"check {key}; where a proxy opens TLS, install its certificate as trusted on this machine");
                case OperationCanceledException:
                    return ($"did not answer within {TokenRequests.Longest.TotalSeconds:0} s", "check the network and the proxy between");
            }
        }

        return ($"cannot be reached ({TextLine.Of(fault.Message)})", $"check {key} and the network");
    }

    private static string AddressKey(TokenAccount account) =>
        account.OptionKey(account.Options.Grant is TokenGrant.MicrosoftApp or TokenGrant.MicrosoftUser ? nameof(OAuthOptions.Authority) : nameof(OAuthOptions.TokenEndpoint));
}
