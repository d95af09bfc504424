using System.Data.Common;

using Dapper;

namespace BounceProcessor.Companies;

/// <summary>Who changed which setting of a company or user card. Its highest number is the version of all of them: what one process writes, the others see by it.</summary>
internal sealed class SenderHistory(DbDataSource database, TimeProvider time)
{
    private static readonly string ReadVersion = SqlText.Load("Companies/Sql/ReadVersion.sql");
    private static readonly string InsertEntry = SqlText.Load("Companies/Sql/InsertSenderHistory.sql");
    private static readonly string ForgetValues = SqlText.Load("Companies/Sql/ForgetSenderHistory.sql");
    private static readonly string ListEntries = SqlText.Load("Companies/Sql/ListSenderHistory.sql");

    /// <summary>A number that grows with every change of a company or user card, whichever process makes it.</summary>
    public async Task<long> VersionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(ReadVersion, cancellationToken: cancellationToken));
    }

    /// <summary>Writes what differs. A thing that is saved unchanged leaves no entry.</summary>
    /// <param name="transaction">The one that saves the thing.</param>
    /// <param name="place">Whose settings.</param>
    /// <param name="before">Field and value; empty for a new thing.</param>
    /// <param name="after">Field and value; empty for a removed thing.</param>
    /// <param name="cancellationToken">Rolls back.</param>
    public async Task AddAsync(
        DbTransaction transaction, SenderHistoryPlace place, IReadOnlyDictionary<string, string?> before, IReadOnlyDictionary<string, string?> after, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var rows = before.Keys.Union(after.Keys)
            .Select(field => (Field: field, Before: before.GetValueOrDefault(field), After: after.GetValueOrDefault(field)))
            .Where(one => one.Before != one.After)
            .Select(one => new { place.Company, place.UserKey, At = at, place.ChangedBy, one.Field, one.Before, one.After })
            .ToList();
        if (transaction.Connection is { } connection && rows.Count > 0)
        {
            await connection.ExecuteAsync(new CommandDefinition(InsertEntry, rows, transaction, cancellationToken: cancellationToken));
        }
    }

    /// <summary>Forgets the values of what is removed, since they name people; that something was changed stays.</summary>
    /// <param name="transaction">The one that removes the thing.</param>
    /// <param name="place">Without user: of a company and all its cards.</param>
    /// <param name="cancellationToken">Rolls back.</param>
    public static async Task ForgetAsync(DbTransaction transaction, SenderHistoryPlace place, CancellationToken cancellationToken)
    {
        if (transaction.Connection is { } connection)
        {
            await connection.ExecuteAsync(new CommandDefinition(ForgetValues, new { place.Company, place.UserKey }, transaction, cancellationToken: cancellationToken));
        }
    }

    /// <summary>The changes of a company itself or of one card, newest first.</summary>
    /// <param name="company">Code of the company.</param>
    /// <param name="user">Code of the user; <see langword="null"/> for the company itself.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<SenderChange>> ListAsync(string company, string? user, int limit, CancellationToken cancellationToken)
    {
        var place = SenderHistoryPlace.Of(company, user, "");
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<SenderChange>(new CommandDefinition(
            ListEntries, new { place.Company, place.UserKey, Limit = limit }, cancellationToken: cancellationToken))).AsList();
    }
}
