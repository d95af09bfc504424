using System.Data.Common;

using Dapper;

namespace BounceProcessor.Marks;

/// <summary>Ends the marks whose time is over, so that their history says it. They are not in force from their time on, whether this ran or not.</summary>
internal sealed class MarkExpiry(DbDataSource database, TimeProvider time)
{
    private const int RowsPerTransaction = 500;

    private static readonly string List = SqlText.Load("Marks/Sql/ListExpiredMarks.sql");

    /// <summary>Ends all of them.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="DbException">The database is full, locked or gone; what was committed stays.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var ended = 0;
        for (var last = RowsPerTransaction; last == RowsPerTransaction; ended += last)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);

            // Outside of the transaction, so that a look that finds nothing waits for nobody.
            var marks = (await connection.QueryAsync<AddressMark>(new CommandDefinition(
                List, new { Now = time.GetUtcNow(), Limit = RowsPerTransaction }, cancellationToken: cancellationToken))).AsList();
            last = marks.Count;
            if (last > 0)
            {
                await EndAsync(marks, connection, cancellationToken);
            }
        }

        return ended;
    }

    private async Task EndAsync(IReadOnlyList<AddressMark> marks, DbConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var mark in marks)
        {
            // Read again: news may have confirmed it meanwhile.
            var store = new MarkStore(transaction, mark.ExpiresAt ?? time.GetUtcNow(), cancellationToken);
            if (await store.FindAsync(mark.Company, mark.Id) is { ReleasedAt: null } now && !now.IsInForce(time.GetUtcNow()))
            {
                await store.ReleaseAsync(now, MarkRelease.Expired, "system", null, null);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
