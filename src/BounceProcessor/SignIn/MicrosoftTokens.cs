using BounceProcessor.Secrets;

using Microsoft.Identity.Client;

namespace BounceProcessor.SignIn;

/// <summary>Tokens of Microsoft's identity platform, by its own library (MSAL). Nothing of it is kept in memory between two requests.</summary>
/// <param name="http">Makes its connections.</param>
internal sealed class MicrosoftTokens(IMsalHttpClientFactory http)
{
    private const string DefaultAuthority = "https://login.microsoftonline.com";

    // The permissions of an app-only token are those that were granted to it, so there is one scope for all of them.
    private const string AppScope = "https://outlook.office365.com/.default";

    private const string ReadScope = "https://outlook.office.com/IMAP.AccessAsUser.All";

    private const string SendScope = "https://outlook.office.com/SMTP.Send";

    /// <summary>The authority with the tenant.</summary>
    public static string Authority(TokenAccount account)
    {
        var host = account.Options.Authority.Length > 0 ? account.Options.Authority.TrimEnd('/') : DefaultAuthority;
        return $"{host}/{(account.Options.Tenant.Length > 0 ? Uri.EscapeDataString(account.Options.Tenant) : "organizations")}";
    }

    /// <summary>The scope that is asked for.</summary>
    public static string Scope(TokenAccount account) =>
        account.Options.Scope.Length > 0 ? account.Options.Scope
        : account.Options.Grant == TokenGrant.MicrosoftApp ? AppScope
        : account.Purpose == TokenPurpose.SendMail ? SendScope
        : ReadScope;

    /// <summary>Client credentials (RFC 6749, section 4.4), with a secret or a certificate.</summary>
    public async Task<GrantedToken> ForAppAsync(TokenAccount account, CancellationToken cancellationToken)
    {
        using var certificate = account.Options.CertificateFile.Length > 0 ? Certificate(account) : null;
        var builder = ConfidentialClientApplicationBuilder.Create(account.Options.ClientId)
            .WithAuthority(Authority(account))
            .WithInstanceDiscovery(false)
            .WithHttpClientFactory(http);
        var app = (certificate is null ? builder.WithClientSecret(account.Options.ClientSecret) : builder.WithCertificate(certificate, sendX5C: true)).Build();
        return Granted(await app.AcquireTokenForClient([Scope(account)]).WithForceRefresh(true).ExecuteAsync(cancellationToken), kept: null);
    }

    /// <summary>A refresh token (RFC 6749, section 6), which may be replaced by the answer.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="kept">MSAL's cache as it was after the last sign-in or renewal, in base64.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<GrantedToken> ForUserAsync(TokenAccount account, string? kept, CancellationToken cancellationToken)
    {
        var cache = new Cache(kept);
        var app = UserApp(account, cache);
        var person = (await app.GetAccountsAsync()).FirstOrDefault() ?? throw NobodySignedIn(account);
        var result = await app.AcquireTokenSilent([Scope(account)], person).WithForceRefresh(true).ExecuteAsync(cancellationToken);
        return Granted(result, cache.Text);
    }

    /// <summary>The device code flow (RFC 8628).</summary>
    public async Task<GrantedToken> SignInAsync(TokenAccount account, SignInPlace place, CancellationToken cancellationToken)
    {
        var cache = new Cache(null);
        var result = await UserApp(account, cache)
            .AcquireTokenWithDeviceCode(
                [Scope(account)],
                code => place.Tell($"Open {code.VerificationUrl} in a browser, enter the code {code.UserCode} and sign in as \"{account.User}\", or as somebody who may {(account.Purpose == TokenPurpose.SendMail ? "send as" : "read")} that mailbox. The code is good until {code.ExpiresOn.UtcDateTime:HH:mm} UTC."))
            .ExecuteAsync(cancellationToken);
        return Granted(result, cache.Text);
    }

    /// <summary>Nobody has signed in yet, or with other settings.</summary>
    public static TokenException NobodySignedIn(TokenAccount account) => new(
        "nobody has signed in yet, or with other settings than these", $"sign in: {account.SignInCommand}", null);

    private static GrantedToken Granted(AuthenticationResult result, string? kept) =>
        // MSAL reckons by the machine's clock.
        new(result.AccessToken, result.ExpiresOn - TimeProvider.System.GetUtcNow(), kept) { Person = result.Account?.Username };

    private static System.Security.Cryptography.X509Certificates.X509Certificate2 Certificate(TokenAccount account)
    {
        try
        {
            return CertificateFile.Load(account.Options.CertificateFile, account.Options.CertificatePassword);
        }
        catch (SecretsException fault)
        {
            throw new TokenException(
                $"{account.OptionKey(nameof(OAuthOptions.CertificateFile))} is \"{TextLine.Of(account.Options.CertificateFile)}\", {fault.Message.TrimEnd('.')}", "correct that file", fault);
        }
    }

    private IPublicClientApplication UserApp(TokenAccount account, Cache cache)
    {
        var app = PublicClientApplicationBuilder.Create(account.Options.ClientId)
            .WithAuthority(Authority(account))
            .WithInstanceDiscovery(false)
            .WithHttpClientFactory(http)
            .Build();
        app.UserTokenCache.SetBeforeAccess(access => access.TokenCache.DeserializeMsalV3(cache.Bytes));
        app.UserTokenCache.SetAfterAccess(access => cache.Bytes = access.HasStateChanged ? access.TokenCache.SerializeMsalV3() : cache.Bytes);
        return app;
    }

    // MSAL hands its refresh token to nobody; its cache is what can be kept.
    private sealed class Cache(string? text)
    {
        public byte[] Bytes { get; set; } = text is null ? [] : Convert.FromBase64String(text);

        public string Text => Convert.ToBase64String(Bytes);
    }
}
