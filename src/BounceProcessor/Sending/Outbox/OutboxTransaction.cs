using System.Data.Common;

using Dapper;

namespace BounceProcessor.Sending.Outbox;

/// <summary>What one write of the outbox works with.</summary>
/// <param name="Transaction">Committed afterwards.</param>
/// <param name="Now">When it is written.</param>
internal sealed record OutboxTransaction(DbTransaction Transaction, DateTimeOffset Now)
{
    /// <summary>The connection of the transaction.</summary>
    public DbConnection Connection => Transaction.Connection ?? throw new InvalidOperationException("The transaction is over.");

    /// <summary>A statement within the transaction.</summary>
    public CommandDefinition Command(string sql, object? parameters) => new(sql, parameters, Transaction);
}
