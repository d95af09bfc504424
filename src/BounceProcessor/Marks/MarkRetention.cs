using System.Data.Common;

using Dapper;

namespace BounceProcessor.Marks;

/// <summary>Removes marks that are long over, with their history, and what was counted or corrected long ago.</summary>
internal static class MarkRetention
{
    private static readonly string[] Statements =
        [SqlText.Load("Marks/Sql/DeleteOldMarks.sql"), SqlText.Load("Marks/Sql/DeleteOldStrikes.sql"), SqlText.Load("Marks/Sql/DeleteOldCorrections.sql")];

    /// <summary>Removes some of a company's.</summary>
    /// <param name="company">Code of the company.</param>
    /// <param name="before">Over, counted or corrected before this time. A mark in force stays however old it is.</param>
    /// <param name="limit">At most so many of each.</param>
    /// <param name="transaction">The caller's.</param>
    /// <param name="cancellationToken">Looked at before each statement.</param>
    /// <returns>Whether nothing more is left to remove.</returns>
    public static async Task<bool> RemoveAsync(
        string company, DateTimeOffset before, int limit, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        var isLast = true;
        foreach (var statement in Statements)
        {
            var removed = await connection.ExecuteAsync(new CommandDefinition(
                statement, new { Company = company, Before = before, Limit = limit }, transaction, cancellationToken: cancellationToken));
            isLast &= removed < limit;
        }

        return isLast;
    }
}
