using System.Data.Common;
using System.Runtime.CompilerServices;

using Dapper;

namespace BounceProcessor.Events;

/// <summary>The words of filed events, for those who write rules.</summary>
internal sealed class FiledDiagnostics(DbDataSource database)
{
    private const int PageLength = 1_000;

    private static readonly string ListUnmatched = SqlText.Load("Events/Sql/ListUnmatched.sql");

    /// <summary>Every failure and delay that no rule decided when it was filed, of all companies, in the order of filing. Holds one page in memory.</summary>
    public async IAsyncEnumerable<FiledDiagnostic> ListUnmatchedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            var page = await PageAsync(after, cancellationToken);
            foreach (var one in page)
            {
                yield return one;
            }

            if (page.Count < PageLength)
            {
                yield break;
            }

            after = page[^1].Id;
        }
    }

    private async Task<List<FiledDiagnostic>> PageAsync(long after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var command = new CommandDefinition(ListUnmatched, new { After = after, Limit = PageLength }, cancellationToken: cancellationToken);
        return (await connection.QueryAsync<FiledDiagnostic>(command)).AsList();
    }
}
