namespace BounceProcessor.Mailboxes;

/// <summary>How to sign in to IMAP.</summary>
public enum MailboxSignIn
{
    /// <summary>User name and password.</summary>
    Password,

    /// <summary>User name and a password made for this program; Google's 16 letters may have blanks.</summary>
    AppPassword,

    /// <summary>An OAuth 2.0 access token by the mechanism XOAUTH2 of Google and Microsoft.</summary>
    XOAuth2,

    /// <summary>An OAuth 2.0 access token by the mechanism OAUTHBEARER (RFC 7628).</summary>
    OAuthBearer,
}
