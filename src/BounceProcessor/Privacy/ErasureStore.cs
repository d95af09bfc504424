using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

using Dapper;

namespace BounceProcessor.Privacy;

/// <summary>The erasures that were done. Of the address they keep a slow, salted hash: enough to answer who asks about that address, useless to list them.</summary>
internal sealed class ErasureStore(DbDataSource database, TimeProvider time)
{
    private const int Iterations = 600_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    private static readonly string FindSalt = SqlText.Load("Privacy/Sql/FindSalt.sql");
    private static readonly string ListErasures = SqlText.Load("Privacy/Sql/ListErasures.sql");
    private static readonly string InsertErasure = SqlText.Load("Privacy/Sql/InsertErasure.sql");
    private static readonly string UpdateErasure = SqlText.Load("Privacy/Sql/UpdateErasure.sql");

    /// <summary>The erasures of an address, oldest first.</summary>
    public async Task<IReadOnlyList<ErasureRecord>> ListAsync(PersonalAddress address, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FindSaltAsync(connection, null, cancellationToken) is { } salt
            ? await ListAsync(connection, Hash(address, salt), null, cancellationToken)
            : [];
    }

    /// <summary>Notes that an erasure begins, or finds the one that was broken off.</summary>
    public async Task<ErasureRecord> BeginAsync(ErasureRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // One salt for all, so that a question costs one hash and not one for each erasure.
        var salt = await FindSaltAsync(connection, transaction, cancellationToken) ?? RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Hash(request.Scope.Address, salt);
        var before = await ListAsync(connection, hash, transaction, cancellationToken);
        if (before.LastOrDefault(one => one.EndedAt is null && one.Company == request.Scope.Company) is { } unfinished)
        {
            return unfinished;
        }

        var now = time.GetUtcNow();
        var row = new
        {
            request.Scope.Company,
            Hash = hash,
            Salt = salt,
            Iterations,
            By = request.Scope.Address.Redact(request.By),
            Reason = request.Scope.Address.Redact(request.Reason),
            StartedAt = now,
        };
        var id = await connection.ExecuteScalarAsync<long>(new CommandDefinition(InsertErasure, row, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return new ErasureRecord { Id = id, Company = row.Company, RequestedBy = row.By, Reason = row.Reason, StartedAt = now, Step = 0, Position = 0 };
    }

    /// <summary>Notes how far it came, in the transaction that erases.</summary>
    /// <param name="record">As it is after this transaction.</param>
    /// <param name="transaction">The caller's.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public static Task NoteAsync(ErasureRecord record, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        return connection.ExecuteAsync(new CommandDefinition(UpdateErasure, record, transaction, cancellationToken: cancellationToken));
    }

    private static byte[] Hash(PersonalAddress address, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(address.Plain), salt, Iterations, HashAlgorithmName.SHA256, HashBytes);

    private static Task<byte[]?> FindSaltAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<byte[]?>(new CommandDefinition(FindSalt, null, transaction, cancellationToken: cancellationToken));

    private static async Task<List<ErasureRecord>> ListAsync(
        DbConnection connection, byte[] hash, DbTransaction? transaction, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<ErasureRecord>(
            new CommandDefinition(ListErasures, new { Hash = hash }, transaction, cancellationToken: cancellationToken))).AsList();
}
