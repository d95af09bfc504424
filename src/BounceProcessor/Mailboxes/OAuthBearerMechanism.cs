using BounceProcessor.MailServers;

using MailKit.Security;

namespace BounceProcessor.Mailboxes;

/// <summary>OAUTHBEARER that keeps the reason of a refusal (RFC 7628, section 3.2.2).</summary>
internal sealed class OAuthBearerMechanism(string username, string accessToken) : SaslMechanismOAuthBearer(username, accessToken)
{
    private bool _sent;

    /// <summary>The server's reason; null when it gave none.</summary>
    public string? Reason { get; private set; }

    public override void Reset()
    {
        _sent = false;
        base.Reset();
    }

    protected override byte[]? Challenge(byte[]? token, int startIndex, int length, CancellationToken cancellationToken)
    {
        if (!_sent)
        {
            _sent = true;
            return base.Challenge(token, startIndex, length, cancellationToken);
        }

        Reason = RefusalReason.Words(token, startIndex, length);

        // One ^A asks for the final NO (RFC 7628, section 3.2.3).
        return [0x01];
    }
}
