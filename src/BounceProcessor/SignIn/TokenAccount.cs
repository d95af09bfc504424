using System.Security.Cryptography;
using System.Text;

namespace BounceProcessor.SignIn;

/// <summary>Who needs an access token, and for what.</summary>
/// <param name="Name">What the operator calls it: <c>events</c>; of a user who sends, the code.</param>
/// <param name="Key">Its section of the configuration: <c>Mailboxes:events</c>.</param>
/// <param name="Company">Its company; empty when it has none.</param>
/// <param name="User">The mailbox that is signed in to.</param>
/// <param name="Options">How its tokens are obtained.</param>
internal sealed record TokenAccount(string Name, string Key, string Company, string User, OAuthOptions Options)
{
    /// <summary>What the token is for. Default <see cref="TokenPurpose.ReadMail"/>.</summary>
    public TokenPurpose Purpose { get; init; }

    /// <summary>What its token is kept under. An application has one token for all users of a company.</summary>
    public string StoreKey => (Purpose, Options.Grant) switch
    {
        (TokenPurpose.ReadMail, _) => Key,
        (_, TokenGrant.MicrosoftApp) => $"sender:{Company}",
        _ => $"sender:{Company}:{Name}",
    };

    /// <summary>For the person who has to do it.</summary>
    public string SignInCommand => Purpose == TokenPurpose.ReadMail ? $"bounceproc mailbox sign-in {Name}" : $"bounceproc user sign-in {Company} {Name}";

    /// <summary>Says in words whether it works.</summary>
    public string TestCommand => Purpose == TokenPurpose.ReadMail ? $"bounceproc mailbox test {Name}" : $"bounceproc sender test {Company} {Name}";

    /// <summary>A key of its settings, for messages.</summary>
    public string OptionKey(string name) => $"{Key}:OAuth:{name}";

    /// <summary>Changes with the settings that make a stored token another one's. A new client secret does not: what was signed in stays so.</summary>
    public string Fingerprint()
    {
        var text = string.Join('\n', Options.Grant, Options.Tenant, Options.ClientId, Options.Scope, Options.Authority, Options.TokenEndpoint, Options.RefreshToken, IsOfApplication ? "" : User);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private bool IsOfApplication => Purpose == TokenPurpose.SendMail && Options.Grant == TokenGrant.MicrosoftApp;
}
