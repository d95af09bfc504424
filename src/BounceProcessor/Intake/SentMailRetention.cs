using System.Data.Common;

using Dapper;

namespace BounceProcessor.Intake;

/// <summary>
/// Finds and removes old sent mails with their recipients, tries and idempotency keys, and mass mails that have been over for as long. A bounce that
/// comes home to one of them later finds nothing and is filed as unmatched.
/// </summary>
internal sealed class SentMailRetention(DbDataSource database)
{
    private static readonly string ListCompanies = SqlText.Load("Intake/Sql/ListSendingCompanies.sql");
    private static readonly string CountOld = SqlText.Load("Intake/Sql/CountOldSentMails.sql");
    private static readonly string ListOld = SqlText.Load("Intake/Sql/ListOldSentMails.sql");
    private static readonly string DeleteRows = SqlText.Load("Intake/Sql/DeleteOldBatchRows.sql");

    // What refers to it goes first.
    private static readonly string[] DeleteBatches =
        [SqlText.Load("Intake/Sql/DeleteOldBatchHistory.sql"), SqlText.Load("Intake/Sql/DeleteOldBatchFiles.sql"), SqlText.Load("Intake/Sql/DeleteOldBatches.sql")];

    private static readonly string[] DeleteMails =
    [
        SqlText.Load("Intake/Sql/DeleteContentsOfMails.sql"),
        SqlText.Load("Intake/Sql/DeleteHistoryOfMails.sql"),
        SqlText.Load("Intake/Sql/DeleteRecipientsOfMails.sql"),
        SqlText.Load("Intake/Sql/DeleteTransmissionsOfMails.sql"),
        SqlText.Load("Intake/Sql/DeleteSentMails.sql"),
    ];

    /// <summary>The companies that sent mail.</summary>
    public async Task<IReadOnlyList<string>> CompaniesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<string>(new CommandDefinition(ListCompanies, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>How many mails of a company are older; those of mass mails that would go with them are not counted.</summary>
    public async Task<long> CountAsync(string company, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(CountOld, new { Company = company, Before = before }, cancellationToken: cancellationToken));
    }

    /// <summary>Removes mass mails of a company that were over before a time.</summary>
    /// <returns>Whether none is left.</returns>
    public static async Task<bool> RemoveBatchesAsync(string company, DateTimeOffset before, int limit, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var values = new { Company = company, Before = before, Limit = limit };
        if (await RunAsync(DeleteRows, values, transaction, cancellationToken) == limit)
        {
            return false;
        }

        foreach (var sql in DeleteBatches)
        {
            await RunAsync(sql, values, transaction, cancellationToken);
        }

        return true;
    }

    /// <summary>Removes mails of a company that are older, with everything about them.</summary>
    /// <returns>How many; fewer than the limit when nothing is left.</returns>
    public static async Task<int> RemoveAsync(string company, DateTimeOffset before, int limit, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        var mails = (await connection.QueryAsync<long>(new CommandDefinition(
            ListOld, new { Company = company, Before = before, Limit = limit }, transaction, cancellationToken: cancellationToken))).AsList();
        if (mails.Count > 0)
        {
            foreach (var sql in DeleteMails)
            {
                await RunAsync(sql, new { Mails = mails }, transaction, cancellationToken);
            }
        }

        return mails.Count;
    }

    private static Task<int> RunAsync(string sql, object values, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        return connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
    }
}
