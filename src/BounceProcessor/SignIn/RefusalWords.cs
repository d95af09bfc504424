namespace BounceProcessor.SignIn;

/// <summary>What a code of a token endpoint means. Names in braces stand for the account's values: {Tenant}, {ClientId}, {User}, {Scope}, {SignIn}; {Key:X} for the key X.</summary>
/// <param name="Cause">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record RefusalWords(string Cause, string Remedy)
{
    private static readonly string[] Keys =
    [
        nameof(OAuthOptions.Tenant), nameof(OAuthOptions.ClientId), nameof(OAuthOptions.ClientSecret), nameof(OAuthOptions.CertificateFile),
        nameof(OAuthOptions.KeyFile), nameof(OAuthOptions.Scope), nameof(OAuthOptions.Authority), nameof(OAuthOptions.RefreshToken),
    ];

    /// <summary>With the account's values.</summary>
    /// <param name="account">Whose request was refused.</param>
    /// <param name="scope">What was asked for.</param>
    /// <param name="said">The endpoint's own words, without secrets.</param>
    /// <param name="fault">The exception below.</param>
    public TokenException For(TokenAccount account, string scope, string said, Exception fault)
    {
        string Fill(string text) => Keys.Aggregate(text, (filled, key) => filled.Replace($"{{Key:{key}}}", account.OptionKey(key), StringComparison.Ordinal))
            .Replace("{Tenant}", account.Options.Tenant.Length > 0 ? account.Options.Tenant : "organizations", StringComparison.Ordinal)
            .Replace("{ClientId}", account.Options.ClientId, StringComparison.Ordinal)
            .Replace("{User}", account.User, StringComparison.Ordinal)
            .Replace("{Scope}", scope, StringComparison.Ordinal)
            .Replace("{SignIn}", account.SignInCommand, StringComparison.Ordinal);

        return new TokenException($"the token endpoint {EndpointFaults.Endpoint(account).Host} refused: {Fill(Cause)} ({said})", Fill(Remedy), fault);
    }
}
