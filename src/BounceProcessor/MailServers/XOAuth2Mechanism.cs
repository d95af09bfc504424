using MailKit.Security;

namespace BounceProcessor.MailServers;

/// <summary>XOAUTH2 that keeps the reason of a refusal.</summary>
internal sealed class XOAuth2Mechanism(string username, string accessToken) : SaslMechanismOAuth2(username, accessToken)
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

        // An empty answer asks for the final NO (Google's and Microsoft's XOAUTH2 protocol pages).
        return [];
    }
}
