using System.Data.Common;

using BounceProcessor.Secrets;

using Dapper;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Senders;

/// <summary>The passwords of sending servers: those of user cards, encrypted with the key ring, and the operator's.</summary>
internal sealed class SenderPasswords(DbDataSource database, KeyRing keys, IOptions<OperatorServerOptions> server)
{
    private static readonly string FindPassword = SqlText.Load("Senders/Sql/FindUserPassword.sql");
    private static readonly string BindPassword = SqlText.Load("Senders/Sql/BindUserPassword.sql");

    /// <summary>The password for settings in force; to be fetched when a connection is opened, and kept no longer.</summary>
    /// <returns><see langword="null"/> when they sign in without one, or meanwhile it was removed or is for another server.</returns>
    /// <exception cref="SecretsException">It was encrypted with other keys.</exception>
    public async Task<string?> ReadAsync(EffectiveSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Password is not { } source)
        {
            return null;
        }

        if (source.User is not { } user)
        {
            return server.Value.Password;
        }

        if (await FindAsync(settings, user, cancellationToken) is not { } encrypted)
        {
            return null;
        }

        var password = keys.TryUnprotect(Purpose(settings.Company, user), encrypted) ?? throw new SecretsException(
            $"The password of user \"{user}\" of company \"{settings.Company}\" was encrypted with other keys than those in \"{keys.Location}\"; bring back the folder that belongs to this database, or enter the password again: bounceproc user password {settings.Company} {user}",
            null);
        return SubmissionProvider.OfHost(settings.Host.Value) is { HasAppPasswords: true } ? AppPassword.Tidy(password) : password;
    }

    // A password that was entered before there was a server is from now on for this one.
    private async Task<string?> FindAsync(EffectiveSettings settings, string user, CancellationToken cancellationToken)
    {
        var key = new { Company = settings.Company.ToLowerInvariant(), UserKey = user.ToLowerInvariant(), Host = settings.Host.Value };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await connection.QuerySingleOrDefaultAsync<Stored>(new CommandDefinition(FindPassword, key, cancellationToken: cancellationToken));
        if (found is { PasswordHost: null })
        {
            await connection.ExecuteAsync(new CommandDefinition(BindPassword, key, cancellationToken: cancellationToken));
            found = await connection.QuerySingleOrDefaultAsync<Stored>(new CommandDefinition(FindPassword, key, cancellationToken: cancellationToken));
        }

        return found is { PasswordHost: { } host } && ServerName.IsSame(host, settings.Host.Value) ? found.Encrypted : null;
    }

    /// <summary>The form in which a password is stored; it can be read for that user alone.</summary>
    /// <exception cref="SecretsException">The key ring cannot be used.</exception>
    public string Encrypt(string company, string user, string password) => keys.Protect(Purpose(company, user), password);

    private static string Purpose(string company, string user) =>
        $"BounceProcessor.Senders.v1 {company.ToLowerInvariant()} {user.ToLowerInvariant()}";

    private sealed record Stored
    {
        public required string Encrypted { get; init; }

        public string? PasswordHost { get; init; }
    }
}
