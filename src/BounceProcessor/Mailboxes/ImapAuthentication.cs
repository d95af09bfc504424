using System.Text;

using BounceProcessor.MailServers;
using BounceProcessor.SignIn;

using MailKit.Net.Imap;
using MailKit.Security;

namespace BounceProcessor.Mailboxes;

/// <summary>One attempt to sign in to IMAP, with what the server said of it.</summary>
/// <param name="options">The mailbox.</param>
/// <param name="credentials">Its password.</param>
/// <param name="token">Its access token; null for a password.</param>
internal sealed class ImapAuthentication(MailboxOptions options, ImapCredentials credentials, AccessToken? token)
{
    private static readonly string[] WithoutClearPassword = ["SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "DIGEST-MD5"];

    private Func<string?> _reason = () => null;

    /// <summary>The reason that came with a refusal, such as <c>status 401, scope mail</c>; null when the server gave none.</summary>
    public string? Reason => _reason();

    /// <summary>Null for a password.</summary>
    public AccessToken? Token => token;

    /// <summary>What is wrong with the access token by its own words; the server says less.</summary>
    public IReadOnlyList<TokenFault> TokenFaults => token is null ? [] : credentials.Faults(token);

    /// <summary>Signs in.</summary>
    /// <exception cref="NotSupportedException">The server does not offer the method; the message says which it does.</exception>
    /// <exception cref="AuthenticationException">The server refused.</exception>
    public Task RunAsync(ImapClient client, CancellationToken cancellationToken)
    {
        if (token is not null)
        {
            return client.AuthenticateAsync(Mechanism(client, token), cancellationToken);
        }

        if (client.Capabilities.HasFlag(ImapCapabilities.LoginDisabled) && !client.AuthenticationMechanisms.Overlaps([.. WithoutClearPassword, "PLAIN", "LOGIN"]))
        {
            throw new NotSupportedException($"it offers {Offered(client)}");
        }

        // One attempt. Left to itself, MailKit tries every mechanism in turn, and a wrong password locks the account that much sooner.
        return client.AuthenticationMechanisms.Contains("PLAIN") && (client.IsSecure || !client.AuthenticationMechanisms.Overlaps(WithoutClearPassword))
            ? client.AuthenticateAsync(new SaslMechanismPlain(Encoding.UTF8, options.Username, credentials.Password), cancellationToken)
            : client.AuthenticateAsync(Encoding.UTF8, options.Username, credentials.Password, cancellationToken);
    }

    private static string Offered(ImapClient client) => client.AuthenticationMechanisms.Count == 0 ? "none" : string.Join(", ", client.AuthenticationMechanisms.Order(StringComparer.Ordinal));

    private SaslMechanism Mechanism(ImapClient client, AccessToken value)
    {
        var name = options.SignIn == MailboxSignIn.OAuthBearer ? "OAUTHBEARER" : "XOAUTH2";
        if (!client.AuthenticationMechanisms.Contains(name))
        {
            throw new NotSupportedException($"it offers {Offered(client)}, not {name}");
        }

        if (options.SignIn == MailboxSignIn.OAuthBearer)
        {
            var bearer = new OAuthBearerMechanism(options.Username, value.Value);
            _reason = () => bearer.Reason;
            return bearer;
        }

        var oauth = new XOAuth2Mechanism(options.Username, value.Value);
        _reason = () => oauth.Reason;
        return oauth;
    }
}
