using System.Data.Common;

using Dapper;

namespace BounceProcessor.Intake;

/// <summary>Finds and removes the content of old sent mails, which is kept as long as raw mails are. That they were sent, and to whom, stays.</summary>
internal sealed class SentContentRetention(DbDataSource database)
{
    private static readonly string ListCompanies = SqlText.Load("Intake/Sql/ListSentCompanies.sql");
    private static readonly string CountOld = SqlText.Load("Intake/Sql/CountOldSentContents.sql");
    private static readonly string DeleteOld = SqlText.Load("Intake/Sql/DeleteSentContents.sql");

    /// <summary>The companies that sent mail.</summary>
    public async Task<IReadOnlyList<string>> CompaniesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<string>(new CommandDefinition(ListCompanies, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>How many contents of a company are older.</summary>
    public async Task<long> CountAsync(string company, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(CountOld, new { Company = company, Before = before }, cancellationToken: cancellationToken));
    }

    /// <summary>Removes contents of a company that are older.</summary>
    /// <returns>How many; fewer than the limit when nothing is left.</returns>
    public static Task<int> RemoveAsync(string company, DateTimeOffset before, int limit, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        return connection.ExecuteAsync(new CommandDefinition(
            DeleteOld, new { Company = company, Before = before, Limit = limit }, transaction, cancellationToken: cancellationToken));
    }
}
