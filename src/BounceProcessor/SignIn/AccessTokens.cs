using System.Collections.Concurrent;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.SignIn;

/// <summary>
/// Hands out access tokens, renewed before they expire. They are kept in the database, so that a restart asks for none and the service and the command
/// line use the same; one renewal at a time for an account, in this process and between processes.
/// </summary>
internal sealed class AccessTokens(TokenStore store, TokenRequests requests, TimeProvider time, ILogger<AccessTokens> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // A token that came just now will not be better the second time.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A token that is good for some minutes yet.</summary>
    /// <exception cref="TokenException">There is none to be had.</exception>
    public Task<AccessToken> GetAsync(TokenAccount account, CancellationToken cancellationToken) =>
        InTurnAsync(account, stored => stored.Token is { } token && token.RenewAt > time.GetUtcNow(), cancellationToken);

    /// <summary>Another token in place of one that the mail server refused.</summary>
    /// <returns>Null when the refused one came just now, so that another would fare no better.</returns>
    /// <exception cref="TokenException">There is none to be had.</exception>
    public async Task<AccessToken?> ReplaceAsync(TokenAccount account, AccessToken refused, CancellationToken cancellationToken)
    {
        if (refused.ObtainedAt > time.GetUtcNow() - Fresh)
        {
            return null;
        }

        SignInLog.Refused(logger, account.StoreKey, refused.ObtainedAt);

        // Another process may have been faster.
        var another = await InTurnAsync(account, stored => stored.Token is { } token && token.Value != refused.Value && token.RenewAt > time.GetUtcNow(), cancellationToken);
        return another.Value == refused.Value ? null : another;
    }

    /// <summary>Has a person sign in, and keeps what came.</summary>
    /// <returns>Who signed in, where the provider says so.</returns>
    /// <exception cref="TokenException">The sign-in failed.</exception>
    public async Task<string?> SignInAsync(TokenAccount account, SignInPlace place, CancellationToken cancellationToken)
    {
        var granted = await requests.SignInAsync(account, place, cancellationToken);
        await store.SaveAsync(account, granted, cancellationToken);
        return granted.Person;
    }

    private async Task<AccessToken> InTurnAsync(TokenAccount account, Func<StoredToken, bool> isGood, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(account.StoreKey, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        var by = Guid.NewGuid().ToString("N");
        var isClaimed = false;
        try
        {
            while (true)
            {
                var stored = await store.FindAsync(account, cancellationToken);
                if (isGood(stored))
                {
                    return stored.Token!;
                }

                if (isClaimed)
                {
                    return await RenewAsync(account, stored, cancellationToken);
                }

                // With the turn in hand it is looked at once more: somebody may have renewed in between.
                isClaimed = await store.TryClaimAsync(account, by, cancellationToken);
                if (!isClaimed)
                {
                    await Task.Delay(Pause, time, cancellationToken);
                }
            }
        }
        finally
        {
            if (isClaimed)
            {
                await store.ReleaseAsync(account, by, CancellationToken.None);
            }

            turn.Release();
        }
    }

    private async Task<AccessToken> RenewAsync(TokenAccount account, StoredToken stored, CancellationToken cancellationToken)
    {
        if (stored.IsUnreadable)
        {
            RefuseLostSignIn(account);
            SignInLog.Unreadable(logger, account.StoreKey, store.KeyFolder);
        }

        try
        {
            var granted = await requests.RequestAsync(account, stored.Kept, cancellationToken);

            // Not to be cut short: the answer may have replaced the refresh token.
            var token = await store.SaveAsync(account, granted, CancellationToken.None);
            SignInLog.Renewed(logger, account.StoreKey, token.ExpiresAt);
            return token;
        }
        catch (TokenException fault) when (fault.IsPassing && stored.Token is { } token && token.ExpiresAt > time.GetUtcNow())
        {
            SignInLog.UsedOn(logger, account.StoreKey, fault.Cause, token.ExpiresAt, fault.Remedy);
            return token;
        }
    }

    // A token that the program gets by itself is simply got again; what a person signed in is lost without the keys.
    private void RefuseLostSignIn(TokenAccount account)
    {
        if (account.Options.Grant == TokenGrant.MicrosoftUser || (account.Options.Grant == TokenGrant.GoogleUser && account.Options.RefreshToken.Length == 0))
        {
            throw new TokenException(
                $"the stored sign-in was encrypted with other keys than those in \"{store.KeyFolder}\"",
                $"bring back the folder that belongs to this database, or sign in again: {account.SignInCommand}",
                null);
        }
    }
}
