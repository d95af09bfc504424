using BounceProcessor.SignIn;

namespace BounceProcessor.Mailboxes;

/// <summary>A mailbox as an account that needs tokens.</summary>
internal static class MailboxAccount
{
    /// <summary>For <see cref="AccessTokens"/>.</summary>
    public static TokenAccount Of(string name, MailboxOptions options) =>
        new(name, $"{MailboxesOptions.Section}:{name}", options.Company, options.Username, options.OAuth);

    /// <summary>Whether it signs in with tokens at all.</summary>
    public static bool UsesTokens(MailboxOptions options) => options.SignIn is MailboxSignIn.XOAuth2 or MailboxSignIn.OAuthBearer;
}
