using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Flows;
using Google.Apis.Auth.OAuth2.Requests;
using Google.Apis.Auth.OAuth2.Responses;

namespace BounceProcessor.SignIn;

/// <summary>Tokens of Google, by its own library.</summary>
internal static class GoogleTokens
{
    /// <summary>The one scope that opens IMAP.</summary>
    public const string MailScope = "https://mail.google.com/";

    /// <summary>The token endpoint.</summary>
    public static string TokenEndpoint(TokenAccount account) =>
        account.Options.TokenEndpoint.Length > 0 ? account.Options.TokenEndpoint : GoogleAuthConsts.OidcTokenUrl;

    /// <summary>The scope that is asked for.</summary>
    public static string Scope(TokenAccount account) => account.Options.Scope.Length > 0 ? account.Options.Scope : MailScope;

    /// <summary>A signed assertion of the service account, in the name of the mailbox (RFC 7523 and Google's domain-wide delegation).</summary>
    public static async Task<GrantedToken> ForServiceAccountAsync(TokenAccount account, CancellationToken cancellationToken)
    {
        var key = KeyFile(account);
        var credential = new ServiceAccountCredential(new ServiceAccountCredential.Initializer(key.Email, TokenEndpoint(account))
        {
            User = account.User,
            KeyId = key.KeyId,
            Scopes = [Scope(account)],
        }.FromPrivateKey(key.PrivateKey));
        await credential.RequestAccessTokenAsync(cancellationToken);
        return Granted(credential.Token, kept: null);
    }

    /// <summary>A refresh token: the one that was kept, else the one of the configuration.</summary>
    public static async Task<GrantedToken> ForUserAsync(TokenAccount account, string? kept, CancellationToken cancellationToken)
    {
        var refreshToken = kept ?? (account.Options.RefreshToken.Length > 0 ? account.Options.RefreshToken : throw MicrosoftTokens.NobodySignedIn(account));
        using var flow = Flow(account);
        var answer = await flow.RefreshTokenAsync(account.User, refreshToken, cancellationToken);
        return Granted(answer, string.IsNullOrEmpty(answer.RefreshToken) ? refreshToken : answer.RefreshToken);
    }

    /// <summary>
    /// The authorization code comes back to this machine (RFC 8252, section 7.3). Google's device flow does not give the scope of mail.
    /// </summary>
    public static async Task<GrantedToken> SignInAsync(TokenAccount account, SignInPlace place, CancellationToken cancellationToken)
    {
        await using var redirect = LoopbackRedirect.Listen(place.Port);
        using var flow = Flow(account);
        var request = (GoogleAuthorizationCodeRequestUrl)flow.CreateAuthorizationCodeRequest(redirect.Address, out var verifier);
        request.State = redirect.State;
        request.LoginHint = account.User;

        // Without it a second sign-in brings no refresh token.
        request.Prompt = "consent";
        await place.Tell($"Open {request.Build()} in a browser on this machine and sign in as \"{account.User}\".");
        await place.Tell($"With the browser on another machine, connect first from there: ssh -L {redirect.Port}:127.0.0.1:{redirect.Port} to this machine.");
        var code = await redirect.CodeAsync(account, cancellationToken);
        var answer = await flow.ExchangeCodeForTokenAsync(account.User, code, verifier, redirect.Address, cancellationToken);
        return string.IsNullOrEmpty(answer.RefreshToken)
            ? throw new TokenException("Google sent no refresh token", $"remove the application's access in the account's security settings, then sign in again: {account.SignInCommand}", null)
            : Granted(answer, answer.RefreshToken);
    }

    private static GoogleKeyFile KeyFile(TokenAccount account)
    {
        try
        {
            return GoogleKeyFile.Load(account.Options.KeyFile);
        }
        catch (TokenException fault)
        {
            throw new TokenException($"{account.OptionKey(nameof(OAuthOptions.KeyFile))} is \"{TextLine.Of(account.Options.KeyFile)}\", {fault.Cause}", fault.Remedy, fault);
        }
    }

    private static PkceGoogleAuthorizationCodeFlow Flow(TokenAccount account) => new(new Endpoints(
        account.Options.AuthorizationEndpoint.Length > 0 ? account.Options.AuthorizationEndpoint : GoogleAuthConsts.OidcAuthorizationUrl, TokenEndpoint(account))
    {
        ClientSecrets = new ClientSecrets { ClientId = account.Options.ClientId, ClientSecret = account.Options.ClientSecret },
        Scopes = [Scope(account)],
    });

    private static GrantedToken Granted(TokenResponse answer, string? kept) =>
        new(answer.AccessToken, TimeSpan.FromSeconds(answer.ExpiresInSeconds ?? 3600), kept);

    // The library's way to other endpoints than Google's own.
    private sealed class Endpoints(string authorization, string token) : GoogleAuthorizationCodeFlow.Initializer(authorization, token, GoogleAuthConsts.RevokeTokenUrl);
}
