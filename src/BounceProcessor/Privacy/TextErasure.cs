using System.Data.Common;

using Dapper;

namespace BounceProcessor.Privacy;

/// <summary>Takes an address out of two text columns of a table, or the rows that name it. The statements name the columns <c>first</c> and <c>second</c>.</summary>
/// <param name="database">Where the table is.</param>
/// <param name="name">For people.</param>
/// <param name="list">Rows behind an id: id, company, first, second.</param>
/// <param name="update">Sets both columns of one row, or removes it.</param>
/// <param name="done">What that is called: <c>redacted</c>.</param>
internal sealed class TextErasure(DbDataSource database, string name, string list, string update, string done = "redacted")
{
    private const int MostRows = 2_000;

    private readonly string _list = SqlText.Load($"Privacy/Sql/{list}.sql");
    private readonly string _update = SqlText.Load($"Privacy/Sql/{update}.sql");

    /// <summary>The step.</summary>
    public ErasureStep Step => new(name, FindAsync, EraseAsync);

    private async Task<ErasurePage> FindAsync(ErasureScope scope, long after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            _list, new { After = after, Limit = MostRows }, cancellationToken: cancellationToken))).AsList();
        var hits = rows.Where(row => scope.Has(row.Company) && (scope.Address.IsIn(row.First) || scope.Address.IsIn(row.Second)))
            .Select(row => new ErasureHit(row.Id, $"{name}, row {row.Id} of {ErasureScope.Words(row.Company)}: {done}", new ErasureSums { OtherRows = 1 }))
            .ToArray();
        return new ErasurePage(rows.Count == 0 ? after : rows[^1].Id, rows.Count < MostRows, hits);
    }

    private async Task EraseAsync(ErasureScope scope, IReadOnlyList<ErasureHit> hits, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        foreach (var hit in hits)
        {
            var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
                _list, new { After = hit.Id - 1, Limit = 1 }, transaction, cancellationToken: cancellationToken));
            if (row?.Id == hit.Id)
            {
                var values = new { hit.Id, First = scope.Address.Redact(row.First), Second = scope.Address.Redact(row.Second) };
                await connection.ExecuteAsync(new CommandDefinition(_update, values, transaction, cancellationToken: cancellationToken));
            }
        }
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public string Company { get; init; } = "";

        public string? First { get; init; }

        public string? Second { get; init; }
    }
}
