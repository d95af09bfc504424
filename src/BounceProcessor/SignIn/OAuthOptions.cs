namespace BounceProcessor.SignIn;

/// <summary>How the access tokens of an account are obtained: section <c>OAuth</c> of a mailbox.</summary>
public sealed class OAuthOptions
{
    /// <summary>Fixed, MicrosoftApp, MicrosoftUser, GoogleServiceAccount or GoogleUser. Default Fixed: the mailbox's own <c>AccessToken</c>.</summary>
    public TokenGrant Grant { get; set; } = TokenGrant.Fixed;

    /// <summary>Microsoft: directory (tenant), its id or a domain. Required for MicrosoftApp; MicrosoftUser takes <c>organizations</c> without it.</summary>
    public string Tenant { get; set; } = "";

    /// <summary>Microsoft, GoogleUser: the application's (client) id.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>MicrosoftApp: the application's secret, unless <see cref="CertificateFile"/> is set. GoogleUser: the client's secret.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>MicrosoftApp: the certificate that is registered with the application, with its private key (PFX or PEM); relative to the working directory.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>Password of <see cref="CertificateFile"/>.</summary>
    public string CertificatePassword { get; set; } = "";

    /// <summary>GoogleServiceAccount: the account's JSON key file; relative to the working directory. It may act for the mailbox's <c>Username</c>.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>GoogleUser: a refresh token, in place of <c>bounceproc mailbox sign-in</c>.</summary>
    public string RefreshToken { get; set; } = "";

    /// <summary>What to ask for; empty: what IMAP needs.</summary>
    public string Scope { get; set; } = "";

    /// <summary>Microsoft: another cloud than https://login.microsoftonline.com. Must be https.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Google: another token endpoint than https://oauth2.googleapis.com/token. Plain http on this machine only.</summary>
    public string TokenEndpoint { get; set; } = "";

    /// <summary>GoogleUser: another sign-in page than https://accounts.google.com/o/oauth2/v2/auth. Plain http on this machine only.</summary>
    public string AuthorizationEndpoint { get; set; } = "";
}
