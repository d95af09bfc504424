using System.Data.Common;

using BounceProcessor.Secrets;

using Dapper;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Senders;

/// <summary>The passwords of sending servers: those of user cards, encrypted with the key ring, and the operator's.</summary>
internal sealed class SenderPasswords(DbDataSource database, KeyRing keys, IOptions<OperatorServerOptions> server)
{
    private static readonly string FindPassword = SqlText.Load("Senders/Sql/FindUserPassword.sql");

    /// <summary>The password for settings in force; to be fetched when a connection is opened, and kept no longer.</summary>
    /// <returns><see langword="null"/> when they sign in without one, or it was removed meanwhile.</returns>
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

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var encrypted = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            FindPassword, new { Company = settings.Company.ToLowerInvariant(), UserKey = user.ToLowerInvariant() }, cancellationToken: cancellationToken));
        if (encrypted is null)
        {
            return null;
        }

        var password = keys.TryUnprotect(Purpose(settings.Company, user), encrypted) ?? throw new SecretsException(
            $"The password of user \"{user}\" of company \"{settings.Company}\" was encrypted with other keys than those in \"{keys.Location}\"; bring back the folder that belongs to this database, or enter the password again: bounceproc user password {settings.Company} {user}",
            null);
        return SubmissionProvider.OfHost(settings.Host.Value) is { HasAppPasswords: true } ? AppPassword.Tidy(password) : password;
    }

    /// <summary>The form in which a password is stored; it can be read for that user alone.</summary>
    /// <exception cref="SecretsException">The key ring cannot be used.</exception>
    public string Encrypt(string company, string user, string password) => keys.Protect(Purpose(company, user), password);

    private static string Purpose(string company, string user) =>
        $"BounceProcessor.Senders.v1 {company.ToLowerInvariant()} {user.ToLowerInvariant()}";
}
