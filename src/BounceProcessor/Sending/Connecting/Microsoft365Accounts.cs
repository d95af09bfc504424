using BounceProcessor.Senders;
using BounceProcessor.SignIn;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Connecting;

/// <summary>The users of the mode Microsoft 365 OAUTH as accounts that need tokens.</summary>
internal sealed class Microsoft365Accounts(IOptions<Microsoft365Options> options)
{
    /// <summary>The account of a user: by the company's own application, else by the operator's.</summary>
    /// <returns><see langword="null"/> when no application is set up.</returns>
    public TokenAccount? Find(EffectiveSettings settings)
    {
        var (key, grant) = options.Value.Companies.TryGetValue(settings.Company, out var company) && company.OAuth.Grant != TokenGrant.Fixed
            ? ($"{Microsoft365Options.Section}:Companies:{settings.Company}", company.OAuth)
            : (Microsoft365Options.Section, options.Value.OAuth);
        return grant.Grant == TokenGrant.Fixed
            ? null
            : new TokenAccount(settings.User, key, settings.Company, settings.Username?.Value ?? settings.Email, grant) { Purpose = TokenPurpose.SendMail };
    }
}
