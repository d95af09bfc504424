namespace BounceProcessor.Mailboxes;

/// <summary>How to sign in to IMAP.</summary>
public enum MailboxSignIn
{
    /// <summary>User name and password.</summary>
    Password,

    /// <summary>An OAuth 2.0 access token.</summary>
    XOAuth2,
}
