using System.Text;

using BounceProcessor.MailServers;
using BounceProcessor.Senders;
using BounceProcessor.SignIn;

using MailKit.Net.Smtp;
using MailKit.Security;

namespace BounceProcessor.Sending.Connecting;

/// <summary>One attempt to sign in, with what the server said of it.</summary>
/// <param name="settings">As whom.</param>
/// <param name="password">With which password.</param>
/// <param name="token">With which access token; null for a password.</param>
internal sealed class SubmissionAuthentication(EffectiveSettings settings, string? password, AccessToken? token)
{
    private static readonly string[] WithoutClearPassword = ["SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "DIGEST-MD5"];

    private XOAuth2Mechanism? _oauth;

    /// <summary>The reason that came with a refusal, such as <c>status 401, scope mail</c>; null when the server gave none.</summary>
    public string? Reason => _oauth?.Reason;

    /// <summary>Null for a password.</summary>
    public AccessToken? Token => token;

    /// <summary>What the server offered.</summary>
    public string Offered { get; private set; } = "";

    /// <summary>Signs in.</summary>
    /// <exception cref="NotSupportedException">The server does not offer the method.</exception>
    /// <exception cref="AuthenticationException">The server refused.</exception>
    public Task RunAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        Offered = string.Join(", ", client.AuthenticationMechanisms.Order(StringComparer.Ordinal));
        var username = settings.Username?.Value ?? "";
        if (token is not null)
        {
            if (!client.AuthenticationMechanisms.Contains("XOAUTH2"))
            {
                throw new NotSupportedException("no XOAUTH2");
            }

            _oauth = new XOAuth2Mechanism(username, token.Value);
            return client.AuthenticateAsync(_oauth, cancellationToken);
        }

        // One attempt. Left to itself, MailKit tries every mechanism in turn, and a wrong password locks the account that much sooner.
        return client.AuthenticateAsync(Mechanism(client, username), cancellationToken);
    }

    private SaslMechanism Mechanism(SmtpClient client, string username)
    {
        bool Has(string name) => client.AuthenticationMechanisms.Contains(name);
        var secret = password ?? "";
        return Has("PLAIN") && (client.IsSecure || !client.AuthenticationMechanisms.Overlaps(WithoutClearPassword)) ? new SaslMechanismPlain(Encoding.UTF8, username, secret)
            : Has("LOGIN") && client.IsSecure ? new SaslMechanismLogin(Encoding.UTF8, username, secret)
            : Has("SCRAM-SHA-512") ? new SaslMechanismScramSha512(username, secret)
            : Has("SCRAM-SHA-256") ? new SaslMechanismScramSha256(username, secret)
            : Has("SCRAM-SHA-1") ? new SaslMechanismScramSha1(username, secret)
            : Has("CRAM-MD5") ? new SaslMechanismCramMd5(username, secret)
            : Has("DIGEST-MD5") ? new SaslMechanismDigestMd5(username, secret)
            : Has("LOGIN") ? new SaslMechanismLogin(Encoding.UTF8, username, secret)
            : throw new NotSupportedException("no mechanism for a password");
    }
}
