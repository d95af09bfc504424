using System.Data.Common;

using BounceProcessor.Events;

using Dapper;

namespace BounceProcessor.Privacy;

/// <summary>Finds and removes raw mails that name an address. What says that the mail was filed stays.</summary>
internal sealed class RawMailErasure(DbDataSource database, TimeProvider time)
{
    private const int MostMails = 500;
    private const long MostBytes = 16 * 1024 * 1024;

    private static readonly string ListContents = SqlText.Load("Privacy/Sql/ListContents.sql");
    private static readonly string FindContent = SqlText.Load("Privacy/Sql/FindContent.sql");
    private static readonly string ListOwners = SqlText.Load("Privacy/Sql/ListOwners.sql");
    private static readonly string MarkErased = SqlText.Load("Privacy/Sql/MarkErased.sql");
    private static readonly string DeleteUnowned = SqlText.Load("Privacy/Sql/DeleteUnowned.sql");

    /// <summary>The step.</summary>
    public ErasureStep Step => new("raw mails", FindAsync, EraseAsync);

    private async Task<ErasurePage> FindAsync(ErasureScope scope, long after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<ContentRow>(new CommandDefinition(
            ListContents, new { After = after, Limit = MostMails }, cancellationToken: cancellationToken))).AsList();

        // Bounded memory: as many as fit, at least one.
        long bytes = 0;
        var taken = rows.TakeWhile((row, i) => (bytes += row.SizeBytes) <= MostBytes || i == 0).ToArray();
        var names = new bool[taken.Length];
        foreach (var chunk in Enumerable.Range(0, taken.Length).Chunk(64))
        {
            var contents = new byte[chunk.Length][];
            for (var i = 0; i < chunk.Length; i++)
            {
                contents[i] = await connection.ExecuteScalarAsync<byte[]>(
                    new CommandDefinition(FindContent, new { taken[chunk[i]].Id }, cancellationToken: cancellationToken)) ?? [];
            }

            await Parallel.ForAsync(0, chunk.Length, cancellationToken, (i, _) =>
            {
                names[chunk[i]] = contents[i].Length > 0 && MailSearch.Names(MailContent.Decompress(contents[i], taken[chunk[i]].SizeBytes), scope.Address);
                return ValueTask.CompletedTask;
            });
        }

        List<ErasureHit> hits = [];
        foreach (var row in taken.Where((_, i) => names[i]))
        {
            var owners = (await connection.QueryAsync<string>(
                new CommandDefinition(ListOwners, new { row.Id }, cancellationToken: cancellationToken))).Where(scope.Has).ToArray();
            if (owners.Length > 0)
            {
                hits.Add(new ErasureHit(
                    row.Id, $"raw mail {row.Id} of {string.Join(", ", owners.Select(ErasureScope.Words))}: removed", new ErasureSums { RawMails = 1 }));
            }
        }

        return new ErasurePage(taken.Length == 0 ? after : taken[^1].Id, rows.Count < MostMails && taken.Length == rows.Count, hits);
    }

    private async Task EraseAsync(ErasureScope scope, IReadOnlyList<ErasureHit> hits, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        foreach (var hit in hits)
        {
            foreach (var owner in (await connection.QueryAsync<string>(Command(ListOwners, new { hit.Id }))).Where(scope.Has))
            {
                await connection.ExecuteAsync(Command(MarkErased, new { hit.Id, Company = owner, At = time.GetUtcNow() }));
            }

            // Another company that has the same bytes keeps them.
            await connection.ExecuteAsync(Command(DeleteUnowned, new { hit.Id }));
        }

        CommandDefinition Command(string sql, object parameters) => new(sql, parameters, transaction, cancellationToken: cancellationToken);
    }

    private sealed class ContentRow
    {
        public long Id { get; init; }

        public long SizeBytes { get; init; }
    }
}
