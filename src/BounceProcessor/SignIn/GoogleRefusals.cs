using Google.Apis.Auth.OAuth2.Responses;

namespace BounceProcessor.SignIn;

/// <summary>Puts what Google's token endpoint refuses into words. It has few codes, so the description tells more; the first that fits counts.</summary>
internal static class GoogleRefusals
{
    private const string SignInAgain = "sign in again: {SignIn}";

    private const string Delegation =
        "in the Google Admin console under Security, API controls, Domain-wide delegation, add the service account's client id {Account} with the scope {Scope}; it can take a day until it counts";

    private static readonly (string Error, string Words, RefusalWords Meaning)[] Known =
    [
        ("unauthorized_client", "", new("the service account may not act for \"{User}\": domain-wide delegation or its scope {Scope} is missing", Delegation)),
        ("access_denied", "", new("the service account may not act for \"{User}\" with the scope {Scope}", Delegation)),
        ("invalid_grant", "signature", new("the key of the service account is not good any more: it was removed, or the file is of another account", "make a new key for the service account in Google Cloud and set {Key:KeyFile} to it")),
        ("invalid_grant", "account not found", new("the service account does not exist any more", "make a new one in Google Cloud and set {Key:KeyFile} to its key file")),
        ("invalid_grant", "email or user", new("\"{User}\" is no user of the organisation", "check the mailbox's Username: the primary address of a user, not a group and not an alias")),
        ("invalid_grant", "short-lived", new("the time of the request is wrong", "check the clock of this machine")),
        ("invalid_grant", "expired or revoked", new("the refresh token has expired or was revoked", SignInAgain + "; a client in test mode loses its tokens after seven days")),
        ("invalid_grant", "", new("the sign-in is no longer good", SignInAgain)),
        ("invalid_client", "", new("the OAuth client {ClientId} is unknown or its secret is wrong", "check {Key:ClientId} and {Key:ClientSecret} against the client in Google Cloud")),
        ("deleted_client", "", new("the OAuth client {ClientId} was deleted", "make a new one in Google Cloud and sign in again: {SignIn}")),
        ("disabled_client", "", new("the service account or client is disabled", "enable it in Google Cloud")),
        ("invalid_scope", "", new("the scope \"{Scope}\" is none", "leave {Key:Scope} empty; IMAP needs https://mail.google.com/")),
        ("admin_policy_enforced", "", new("a rule of the organisation blocks the scope {Scope} for this client", "have an administrator trust the client under API controls in the Google Admin console")),
        ("org_internal", "", new("the OAuth client {ClientId} is for another organisation only", "use a client of the mailbox's organisation")),
    ];

    private static readonly RefusalWords Unknown = new("the request was not granted", "check the section OAuth of the mailbox");

    /// <summary>The fault behind the library's exception.</summary>
    public static TokenException Explain(TokenAccount account, TokenResponseException fault)
    {
        var error = fault.Error?.Error ?? "";
        var description = fault.Error?.ErrorDescription ?? "";
        var status = (int?)fault.StatusCode ?? 0;
        if (status >= 500 || !IsCode(error))
        {
            return EndpointFaults.Strange(account, status, fault);
        }

        var meaning = Known.FirstOrDefault(known =>
            known.Error == error && description.Contains(known.Words, StringComparison.OrdinalIgnoreCase)).Meaning ?? Unknown;
        var said = description.Length > 0 ? $"{error}, {TextLine.Of(description)}" : error;
        return Named(account, meaning).For(account, GoogleTokens.Scope(account), said, fault);
    }

    // A proxy's page comes as the error's text.
    private static bool IsCode(string error) => error.Length is > 0 and < 50 && error.All(c => char.IsAsciiLetterLower(c) || c == '_');

    private static RefusalWords Named(TokenAccount account, RefusalWords words)
    {
        if (!words.Remedy.Contains("{Account}", StringComparison.Ordinal))
        {
            return words;
        }

        try
        {
            var key = GoogleKeyFile.Load(account.Options.KeyFile);
            return words with { Remedy = words.Remedy.Replace("{Account}", $"{key.ClientId} ({key.Email})", StringComparison.Ordinal) };
        }
        catch (TokenException)
        {
            return words with { Remedy = words.Remedy.Replace("{Account}", "of the key file", StringComparison.Ordinal) };
        }
    }
}
