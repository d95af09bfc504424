using BounceProcessor.Secrets;
using BounceProcessor.Senders;
using BounceProcessor.SignIn;

namespace BounceProcessor.Sending.Connecting;

/// <summary>Fetches what a user signs in to the sending server with; kept no longer than the connection is opened.</summary>
internal sealed class SubmissionSecrets(SenderPasswords passwords, Microsoft365Accounts accounts, AccessTokens tokens, TimeProvider time)
{
    /// <exception cref="SubmissionException">It is not there, or cannot be read.</exception>
    public async Task<SubmissionCredentials> FetchAsync(EffectiveSettings settings, CancellationToken cancellationToken)
    {
        switch (settings.SignIn)
        {
            case SubmissionSignIn.Xoauth2:
                var account = accounts.Find(settings) ?? throw new SubmissionException(settings, SettingsWords.NoGrant(settings), null);
                return new SubmissionCredentials(null, account, tokens, time);
            case SubmissionSignIn.Password:
                return new SubmissionCredentials(await PasswordAsync(settings, cancellationToken), null, tokens, time);
            default:
                return new SubmissionCredentials(null, null, tokens, time);
        }
    }

    private async Task<string> PasswordAsync(EffectiveSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return await passwords.ReadAsync(settings, cancellationToken) is { Length: > 0 } password
                ? password
                : throw new SubmissionException(settings, SettingsWords.NoPassword(settings), null);
        }
        catch (SecretsException fault)
        {
            throw new SubmissionException(settings, SettingsWords.LostPassword(settings, fault.Message), fault);
        }
    }
}
