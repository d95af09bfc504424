using BounceProcessor.SignIn;

namespace BounceProcessor.Mailboxes;

/// <summary>Puts a refused sign-in into words. Servers say hardly more than "failed", so the token's own words and the kind of provider tell the rest.</summary>
internal static class SignInRefusal
{
    /// <summary>Exchange's words when the sign-in was right but the mailbox does not open.</summary>
    private const string NotConnected = "authenticated but not connected";

    // What a server says of a password, and what that means; the first that fits counts.
    private static readonly (string Words, string Meaning, string Remedy)[] Passwords =
    [
        ("application-specific password", "Google wants an app password here",
            "make one at https://myaccount.google.com/apppasswords (2-step verification must be on), set {SignIn} to AppPassword and {Password} to its 16 letters"),
        ("web browser", "Google wants the user to confirm this sign-in",
            "use an app password ({SignIn} = AppPassword), or sign in with XOAuth2"),
        ("not enabled for imap", "IMAP is switched off for the mailbox", "switch it on in Gmail's settings under Forwarding and POP/IMAP, and in the Google Admin console under Apps, Gmail, End user access"),
        ("imap access is disabled", "IMAP is switched off for the organisation", "switch it on in the Google Admin console under Apps, Gmail, End user access"),
        ("logindisabled", "the server takes no passwords here", "sign in with XOAuth2"),
    ];

    /// <summary>Cause and remedy.</summary>
    /// <param name="account">The mailbox as an account.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="attempt">What was refused.</param>
    /// <param name="answer">The server's words.</param>
    public static (string Cause, string Remedy) Explain(TokenAccount account, MailboxOptions options, ImapAuthentication attempt, string answer) =>
        attempt.Token is null ? Password(account, options, answer) : Token(account, options, attempt, answer);

    /// <summary>The mailbox behind a sign-in that was right does not open; null when a fault is another one.</summary>
    public static (string Cause, string Remedy)? NoMailbox(TokenAccount account, MailboxOptions options, string answer) =>
        answer.Contains(NotConnected, StringComparison.OrdinalIgnoreCase)
            ? ($"sign-in as \"{options.Username}\" was accepted, but Exchange Online does not open that mailbox ({answer})", $"{Steps(account, options)}; check also that the mailbox exists and has a licence, and that not more than about twenty connections are open to it")
            : null;

    private static (string Cause, string Remedy) Password(TokenAccount account, MailboxOptions options, string answer)
    {
        string Fill(string text) => text
            .Replace("{SignIn}", $"{account.Key}:{nameof(options.SignIn)}", StringComparison.Ordinal)
            .Replace("{Password}", $"{account.Key}:{nameof(options.Password)}", StringComparison.Ordinal);

        var refused = $"sign-in as \"{options.Username}\" was refused ({answer})";
        var known = Passwords.FirstOrDefault(one => answer.Contains(one.Words, StringComparison.OrdinalIgnoreCase));
        if (known.Words is not null)
        {
            return ($"{refused}: {known.Meaning}", Fill(known.Remedy));
        }

        return MailProviders.Of(options) switch
        {
            MailProvider.Microsoft => ($"{refused}: Microsoft 365 has taken no passwords for IMAP since October 2022", Fill($"set {{SignIn}} to XOAuth2 and {account.OptionKey("Grant")} to MicrosoftApp or MicrosoftUser")),
            MailProvider.Google when options.SignIn == MailboxSignIn.Password => ($"{refused}: Google takes app passwords and OAuth only", Fill("make an app password at https://myaccount.google.com/apppasswords and set {SignIn} to AppPassword, or set {SignIn} to XOAuth2")),
            MailProvider.Google => ($"{refused}: the app password is wrong or gone; it goes when the account's password changes", Fill("make a new one at https://myaccount.google.com/apppasswords and set {Password} to its 16 letters")),
            _ => (refused, Fill("check the mailbox's Username and {Password}; Microsoft and Google want XOAuth2 or an app password")),
        };
    }

    private static (string Cause, string Remedy) Token(TokenAccount account, MailboxOptions options, ImapAuthentication attempt, string answer)
    {
        var mechanism = options.SignIn == MailboxSignIn.OAuthBearer ? "OAUTHBEARER" : "XOAUTH2";
        var refused = $"sign-in as \"{options.Username}\" with an access token ({mechanism}) was refused ({answer}{(attempt.Reason is null ? "" : $"; {attempt.Reason}")})";
        if (options.OAuth.Grant == TokenGrant.Fixed)
        {
            return ($"{refused}{Because(attempt)}", $"renew {account.Key}:{nameof(options.AccessToken)}; it must be meant for this server and this mailbox. To have it renewed by itself, set {account.OptionKey("Grant")}");
        }

        if (attempt.TokenFaults is [var first, ..])
        {
            return ($"{refused}{Because(attempt)}", first.Remedy);
        }

        return MailProviders.Of(options) == MailProvider.Microsoft
            ? ($"{refused}, although the token is in order: Exchange Online does not let it into this mailbox", Steps(account, options))
            : ($"{refused}, although the token came just now: Google does not open this mailbox with it", GoogleSteps(options));
    }

    private static string Because(ImapAuthentication attempt) =>
        attempt.TokenFaults.Count == 0 ? "" : $": {string.Join("; ", attempt.TokenFaults.Select(fault => fault.Cause))}";

    // Every one of them missing looks the same from outside.
    private static string Steps(TokenAccount account, MailboxOptions options) => options.OAuth.Grant == TokenGrant.MicrosoftUser
        ? $"give the person who signed in the right on the mailbox, in Exchange Online PowerShell: Add-MailboxPermission -Identity {options.Username} -User <that person> -AccessRights FullAccess; "
            + $"see that IMAP is on: Set-CASMailbox -Identity {options.Username} -ImapEnabled $true; or sign in as \"{options.Username}\": {account.SignInCommand}"
        : "all three steps are needed: (1) application permission IMAP.AccessAsApp with admin consent, (2) in Exchange Online PowerShell "
            + $"New-ServicePrincipal -AppId {(account.Options.ClientId.Length > 0 ? account.Options.ClientId : "<application id>")} -ObjectId <object id of the enterprise application, not of the app registration>, "
            + $"(3) Add-MailboxPermission -Identity {options.Username} -User <that object id> -AccessRights FullAccess; "
            + $"see also that IMAP is on (Set-CASMailbox -Identity {options.Username} -ImapEnabled $true), and wait half an hour after a change";

    private static string GoogleSteps(MailboxOptions options) =>
        $"see that IMAP is on for \"{options.Username}\" (Gmail's settings, Forwarding and POP/IMAP; Google Admin console, Apps, Gmail, End user access), that it is the primary address of a user, and that the scope is https://mail.google.com/";
}
