namespace BounceProcessor.SignIn;

/// <summary>Compares what a token says of itself with what its mail server wants.</summary>
internal static class TokenJudgement
{
    // Audiences of Exchange Online: the two addresses and the application's id, in any cloud.
    private static readonly string[] ExchangeAudiences = ["outlook.office", "00000002-0000-0ff1-ce00-000000000000"];

    /// <summary>What is wrong, the gravest first; empty when nothing is, or when the token does not tell.</summary>
    /// <param name="account">Whose token.</param>
    /// <param name="token">What it says.</param>
    /// <param name="now">To judge its end.</param>
    public static IEnumerable<TokenFault> Faults(TokenAccount account, AccessTokenClaims token, DateTimeOffset now)
    {
        if (token.ExpiresAt <= now)
        {
            yield return new TokenFault($"the token expired at {token.ExpiresAt:yyyy-MM-dd HH:mm} UTC", "renew it, and check the clock of this machine");
        }

        if (account.Options.Grant is not (TokenGrant.MicrosoftApp or TokenGrant.MicrosoftUser) || !token.IsReadable)
        {
            yield break;
        }

        if (token.Of("aud") is { Length: > 0 } audience && !ExchangeAudiences.Any(known => audience.Contains(known, StringComparison.OrdinalIgnoreCase)))
        {
            yield return new TokenFault(
                $"the token is meant for \"{audience}\" (aud), not for Exchange Online", $"leave {account.OptionKey(nameof(OAuthOptions.Scope))} empty");
        }

        if (Permission(account, token) is { } missing)
        {
            yield return missing;
        }

        if (Guid.TryParse(account.Options.Tenant, out var wanted) && Guid.TryParse(token.Of("tid"), out var got) && wanted != got)
        {
            yield return new TokenFault($"the token is of directory {got} (tid), not of {wanted}", $"check {account.OptionKey(nameof(OAuthOptions.Tenant))}");
        }
    }

    private static TokenFault? Permission(TokenAccount account, AccessTokenClaims token)
    {
        const string add = "in the app registration under API permissions, APIs my organization uses, \"Office 365 Exchange Online\"";
        var isSending = account.Purpose == TokenPurpose.SendMail;
        if (account.Options.Grant == TokenGrant.MicrosoftApp)
        {
            var role = isSending ? "SMTP.SendAsApp" : "IMAP.AccessAsApp";
            return token.Of("roles").Contains(role, StringComparison.Ordinal) ? null : new TokenFault(
                $"the token lacks the application permission {role} (roles {Shown(token.Of("roles"))})", $"{add}, Application permissions, add {role} and grant admin consent");
        }

        var scope = isSending ? "SMTP.Send" : "IMAP.AccessAsUser.All";
        return token.Of("scp").Contains(scope, StringComparison.Ordinal) ? null : new TokenFault(
            $"the token lacks the delegated permission {scope} (scp {Shown(token.Of("scp"))})", $"{add}, Delegated permissions, add {scope}, then sign in again: {account.SignInCommand}");
    }

    private static string Shown(string claim) => claim.Length == 0 ? "none" : claim;
}
