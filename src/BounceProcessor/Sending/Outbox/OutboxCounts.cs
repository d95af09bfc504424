using System.Data.Common;

using Dapper;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Counts what is in the outbox.</summary>
internal sealed class OutboxCounts(DbDataSource database, TimeProvider time)
{
    private static readonly string Count = SqlText.Load("Sending/Sql/CountOutbox.sql");

    /// <summary>The transmissions that are not done.</summary>
    /// <param name="company">Of one company; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<OutboxCount> FindAsync(string? company, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<OutboxCount>(new CommandDefinition(
            Count, new { Company = company, Now = time.GetUtcNow() }, cancellationToken: cancellationToken));
    }
}
