using BounceProcessor.SignIn;

namespace BounceProcessor.Mailboxes;

/// <summary>What a mailbox signs in with: its password, or an access token that is renewed when its time comes.</summary>
/// <param name="name">The mailbox's name in the configuration.</param>
/// <param name="options">Its settings.</param>
/// <param name="faults">Its messages.</param>
/// <param name="tokens">Needed unless it has a password or a fixed token.</param>
/// <param name="time">To judge a token by.</param>
internal sealed class ImapCredentials(string name, MailboxOptions options, ImapFaults faults, AccessTokens? tokens, TimeProvider time)
{
    private readonly TokenAccount _account = MailboxAccount.Of(name, options);

    /// <summary>Who asks for tokens.</summary>
    public TokenAccount Account => _account;

    /// <summary>The password as it goes to the server. Google shows its codes in four groups, and they are copied with the blanks.</summary>
    public string Password
    {
        get
        {
            var letters = string.Concat(options.Password.Where(c => !char.IsWhiteSpace(c)));
            return options.SignIn == MailboxSignIn.AppPassword && letters.Length == 16 && letters.All(char.IsAsciiLetter) ? letters : options.Password;
        }
    }

    /// <summary>The access token to sign in with; null for a password.</summary>
    /// <exception cref="MailboxException">There is none to be had.</exception>
    public async Task<AccessToken?> TokenAsync(CancellationToken cancellationToken)
    {
        if (!MailboxAccount.UsesTokens(options))
        {
            return null;
        }

        return options.OAuth.Grant == TokenGrant.Fixed
            ? new AccessToken(options.AccessToken, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
            : await AskAsync(Tokens().GetAsync(_account, cancellationToken));
    }

    /// <summary>Another token after the server has refused one; null when there is none that would fare better.</summary>
    /// <exception cref="MailboxException">There is none to be had.</exception>
    public async Task<AccessToken?> ReplaceAsync(AccessToken refused, CancellationToken cancellationToken) =>
        options.OAuth.Grant == TokenGrant.Fixed ? null : await AskAsync(Tokens().ReplaceAsync(_account, refused, cancellationToken));

    /// <summary>What is wrong with a token by its own words.</summary>
    public IReadOnlyList<TokenFault> Faults(AccessToken token) => [.. TokenJudgement.Faults(_account, AccessTokenClaims.Read(token.Value), time.GetUtcNow())];

    private async Task<T> AskAsync<T>(Task<T> asking)
    {
        try
        {
            return await asking;
        }
        catch (TokenException fault)
        {
            throw faults.NoToken(fault);
        }
    }

    private AccessTokens Tokens() => tokens ?? throw new InvalidOperationException("A mailbox whose tokens are renewed needs the service that renews them.");
}
