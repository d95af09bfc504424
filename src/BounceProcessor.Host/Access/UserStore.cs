using System.Data.Common;

using Dapper;

namespace BounceProcessor.Host.Access;

/// <summary>The table <c>users</c>.</summary>
internal sealed class UserStore(DbDataSource database, TimeProvider time)
{
    /// <summary>Whether anybody has a password yet.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(Command(AccessSql.CountUsers, null, cancellationToken)) > 0;
    }

    /// <summary>Adds the first user.</summary>
    /// <returns><see langword="null"/> when there is one already.</returns>
    public Task<User?> AddFirstAsync(string name, string passwordHash, string securityStamp, CancellationToken cancellationToken) =>
        OneAsync(AccessSql.InsertFirstUser, new { Name = name, PasswordHash = passwordHash, SecurityStamp = securityStamp, Now = Now() }, cancellationToken);

    /// <summary>Counts an attempt to sign in.</summary>
    /// <returns><see langword="null"/> when there is no such user, or the account has to wait.</returns>
    public Task<User?> BeginAttemptAsync(string name, CancellationToken cancellationToken) =>
        OneAsync(AccessSql.BeginAttempt, new { Name = name, Now = Now() }, cancellationToken);

    /// <summary>Forgets the attempts before a success.</summary>
    public async Task ClearAttemptsAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(AccessSql.ClearAttempts, new { Id = id }, cancellationToken));
    }

    /// <summary>One user.</summary>
    /// <returns><see langword="null"/> when there is none with that id.</returns>
    public Task<User?> FindAsync(long id, CancellationToken cancellationToken) =>
        OneAsync(AccessSql.FindUser, new { Id = id }, cancellationToken);

    /// <summary>Sets a new password and stamp.</summary>
    /// <returns><see langword="null"/> when <paramref name="user"/> is gone or was changed meanwhile.</returns>
    public Task<User?> ChangePasswordAsync(User user, string passwordHash, string securityStamp, CancellationToken cancellationToken) =>
        OneAsync(
            AccessSql.ChangePassword,
            new { user.Id, OldStamp = user.SecurityStamp, PasswordHash = passwordHash, SecurityStamp = securityStamp, Now = Now() },
            cancellationToken);

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);

    private async Task<User?> OneAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<User>(Command(sql, parameters, cancellationToken));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
