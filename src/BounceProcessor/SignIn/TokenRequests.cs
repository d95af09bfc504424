using Microsoft.Identity.Client;

namespace BounceProcessor.SignIn;

/// <summary>Asks the token endpoint that belongs to an account, and puts every failure into words.</summary>
/// <param name="microsoft">For the grants of Microsoft.</param>
internal sealed class TokenRequests(MicrosoftTokens microsoft)
{
    /// <summary>Longest wait for a token endpoint.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Gets a new token without a person.</summary>
    /// <param name="account">Who needs it.</param>
    /// <param name="kept">What <see cref="GrantedToken.Kept"/> was last time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="TokenException">There is none to be had.</exception>
    public Task<GrantedToken> RequestAsync(TokenAccount account, string? kept, CancellationToken cancellationToken) =>
        DecodedAsync(account, stop => account.Options.Grant switch
        {
            TokenGrant.MicrosoftApp => microsoft.ForAppAsync(account, stop),
            TokenGrant.MicrosoftUser => microsoft.ForUserAsync(account, kept, stop),
            TokenGrant.GoogleServiceAccount => GoogleTokens.ForServiceAccountAsync(account, stop),
            TokenGrant.GoogleUser => GoogleTokens.ForUserAsync(account, kept, stop),
            _ => throw new InvalidOperationException("A fixed token is not asked for."),
        }, Longest, cancellationToken);

    /// <summary>Has a person sign in.</summary>
    /// <param name="account">Whose mailbox it is.</param>
    /// <param name="place">How the person is told what to do.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TokenException">The sign-in failed.</exception>
    public Task<GrantedToken> SignInAsync(TokenAccount account, SignInPlace place, CancellationToken cancellationToken) =>
        DecodedAsync(account, stop => account.Options.Grant switch
        {
            TokenGrant.MicrosoftUser => microsoft.SignInAsync(account, place, stop),
            TokenGrant.GoogleUser => GoogleTokens.SignInAsync(account, place, stop),
            _ => throw new TokenException(
                $"with {account.OptionKey("Grant")} = {account.Options.Grant} nobody signs in: the program gets its tokens by itself",
                $"try {account.TestCommand}, or set {account.OptionKey("Grant")} to MicrosoftUser or GoogleUser",
                null),
        }, Timeout.InfiniteTimeSpan, cancellationToken);

    private static async Task<GrantedToken> DecodedAsync(
        TokenAccount account, Func<CancellationToken, Task<GrantedToken>> work, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(longest);
        try
        {
            return await work(stop.Token);
        }
        catch (MsalException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw MicrosoftRefusals.Explain(account, fault);
        }
        catch (Google.Apis.Auth.OAuth2.Responses.TokenResponseException fault)
        {
            throw GoogleRefusals.Explain(account, fault);
        }
        catch (Exception fault) when (fault is Newtonsoft.Json.JsonException or System.Text.Json.JsonException)
        {
            // Both libraries take whatever comes with status 200 for a token, and each has its own reader.
            throw EndpointFaults.Strange(account, 200, fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw EndpointFaults.Explain(account, fault);
        }
    }
}
