using System.Data.Common;
using System.Text.Json;

using BounceProcessor.Secrets;

using Dapper;

namespace BounceProcessor.SignIn;

/// <summary>Access tokens and what renews them, encrypted in the database: for the service and the command line alike, and across restarts.</summary>
internal sealed class TokenStore(DbDataSource database, KeyRing keys, TimeProvider time)
{
    /// <summary>How long nobody else renews once somebody has begun; for one that died at it.</summary>
    public static readonly TimeSpan ClaimLength = TimeSpan.FromSeconds(60);

    private const string Purpose = "BounceProcessor.SignIn.v1";

    private static readonly string FindToken = SqlText.Load("SignIn/Sql/FindToken.sql");
    private static readonly string ClaimRenewal = SqlText.Load("SignIn/Sql/ClaimRenewal.sql");
    private static readonly string ReleaseRenewal = SqlText.Load("SignIn/Sql/ReleaseRenewal.sql");
    private static readonly string SaveToken = SqlText.Load("SignIn/Sql/SaveToken.sql");

    /// <summary>Where the keys lie, for messages.</summary>
    public string KeyFolder => keys.Location;

    /// <summary>What is kept for an account with these settings.</summary>
    public async Task<StoredToken> FindAsync(TokenAccount account, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var encrypted = await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition(FindToken, new { Account = account.StoreKey }, cancellationToken: cancellationToken));
        if (encrypted is null)
        {
            return StoredToken.None;
        }

        if (keys.TryUnprotect(Purpose, encrypted) is not { } text || JsonSerializer.Deserialize<Content>(text) is not { } content)
        {
            return new StoredToken { IsUnreadable = true };
        }

        return content.Fingerprint == account.Fingerprint()
            ? new StoredToken
            {
                Token = new AccessToken(content.Value, DateTimeOffset.FromUnixTimeMilliseconds(content.ObtainedAt), DateTimeOffset.FromUnixTimeMilliseconds(content.ExpiresAt)),
                Kept = content.Kept,
            }
            : StoredToken.None;
    }

    /// <summary>Takes the turn to renew.</summary>
    /// <param name="account">Whose token.</param>
    /// <param name="by">A name of one's own for this turn.</param>
    /// <param name="cancellationToken">Ends the waiting for the database.</param>
    /// <returns>False when somebody else is at it.</returns>
    public async Task<bool> TryClaimAsync(TokenAccount account, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            ClaimRenewal, new { account.Company, Account = account.StoreKey, Now = now, By = by, Until = now + ClaimLength }, cancellationToken: cancellationToken)) is not null;
    }

    /// <summary>Gives the turn back.</summary>
    public async Task ReleaseAsync(TokenAccount account, string by, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(ReleaseRenewal, new { Account = account.StoreKey, By = by }, cancellationToken: cancellationToken));
    }

    /// <summary>Keeps what came. Only after that may it be used: a refresh token that replaced another is lost otherwise.</summary>
    public async Task<AccessToken> SaveAsync(TokenAccount account, GrantedToken granted, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var content = new Content(
            account.Fingerprint(), granted.Value, granted.Kept, now.ToUnixTimeMilliseconds(), (now + granted.Lifetime).ToUnixTimeMilliseconds());
        var row = new { account.Company, Account = account.StoreKey, Encrypted = keys.Protect(Purpose, JsonSerializer.Serialize(content)), Now = now };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(SaveToken, row, cancellationToken: cancellationToken));
        return new AccessToken(granted.Value, now, now + granted.Lifetime);
    }

    private sealed record Content(string Fingerprint, string Value, string? Kept, long ObtainedAt, long ExpiresAt);
}
