using System.Data.Common;
using System.Globalization;

using Dapper;

namespace BounceProcessor.Secrets;

/// <summary>Secrets of the configuration in the database, encrypted with the key ring.</summary>
internal sealed class SecretStore(DbDataSource database, KeyRing keys, TimeProvider time)
{
    private const string Purpose = "BounceProcessor.Secrets.v1";

    private static readonly string ListSecrets = SqlText.Load("Secrets/Sql/ListSecrets.sql");
    private static readonly string SaveSecret = SqlText.Load("Secrets/Sql/SaveSecret.sql");
    private static readonly string DeleteSecret = SqlText.Load("Secrets/Sql/DeleteSecret.sql");

    /// <summary>Adds or replaces one.</summary>
    public async Task SetAsync(string name, string value, CancellationToken cancellationToken)
    {
        var row = new { Name = name, Key = KeyOf(name), Encrypted = keys.Protect(Purpose, value), Now = time.GetUtcNow() };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(SaveSecret, row, cancellationToken: cancellationToken));
    }

    /// <summary>Removes one.</summary>
    /// <returns>False when there is none of that name.</returns>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(DeleteSecret, new { Key = KeyOf(name) }, cancellationToken: cancellationToken)) > 0;
    }

    /// <summary>All names, sorted.</summary>
    public async Task<IReadOnlyList<StoredSecret>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync(cancellationToken)).Select(one => one.Secret)];

    /// <summary>All of them with their values; a value is null when the key ring at hand cannot decrypt it.</summary>
    public async Task<IReadOnlyList<(StoredSecret Secret, string? Value)>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Name, string Encrypted, DateTimeOffset ChangedAt)>(
            new CommandDefinition(ListSecrets, cancellationToken: cancellationToken));
        return [.. rows.Select(row =>
        {
            var value = keys.TryUnprotect(Purpose, row.Encrypted);
            return (new StoredSecret(row.Name, row.ChangedAt, value is not null), value);
        })];
    }

    // Keys of the configuration are the same in capital and small letters.
    private static string KeyOf(string name) => name.ToLower(CultureInfo.InvariantCulture);
}
