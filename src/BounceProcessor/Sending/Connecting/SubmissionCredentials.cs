using BounceProcessor.SignIn;

namespace BounceProcessor.Sending.Connecting;

/// <summary>What a server is signed in to with: a password, or an access token that is renewed when its time comes.</summary>
/// <param name="password">Null when there is none.</param>
/// <param name="account">Who asks for tokens; null for a password.</param>
/// <param name="tokens">Hands them out.</param>
/// <param name="time">To judge a token by.</param>
internal sealed class SubmissionCredentials(string? password, TokenAccount? account, AccessTokens? tokens, TimeProvider time)
{
    public string? Password => password;

    /// <summary>Null for a password.</summary>
    public TokenAccount? Account => account;

    /// <summary>The access token to sign in with; null for a password.</summary>
    /// <exception cref="TokenException">There is none to be had.</exception>
    public async Task<AccessToken?> TokenAsync(CancellationToken cancellationToken) =>
        account is null ? null : await Tokens().GetAsync(account, cancellationToken);

    /// <summary>Another token after the server has refused one; null when there is none that would fare better.</summary>
    /// <exception cref="TokenException">There is none to be had.</exception>
    public async Task<AccessToken?> ReplaceTokenAsync(AccessToken refused, CancellationToken cancellationToken) =>
        account is null ? null : await Tokens().ReplaceAsync(account, refused, cancellationToken);

    /// <summary>What is wrong with a token by its own words.</summary>
    public IReadOnlyList<TokenFault> Faults(AccessToken token) =>
        account is null ? [] : [.. TokenJudgement.Faults(account, AccessTokenClaims.Read(token.Value), time.GetUtcNow())];

    /// <summary>A server's words without the secrets, should it repeat them.</summary>
    public string Clean(string words) => password is { Length: > 3 } ? words.Replace(password, "***", StringComparison.Ordinal) : words;

    private AccessTokens Tokens() => tokens ?? throw new InvalidOperationException("A user whose tokens are renewed needs the service that renews them.");
}
