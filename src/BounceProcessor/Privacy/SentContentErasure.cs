using System.Data.Common;

using BounceProcessor.Events;

using Dapper;

namespace BounceProcessor.Privacy;

/// <summary>Finds and removes the content of sent mails that name an address. That a mail was sent stays, without the address.</summary>
internal sealed class SentContentErasure(DbDataSource database)
{
    // A page is in memory as a whole.
    private const int MostMails = 50;

    private static readonly string ListContents = SqlText.Load("Privacy/Sql/ListSentContents.sql");
    private static readonly string DeleteContent = SqlText.Load("Privacy/Sql/DeleteSentContent.sql");

    /// <summary>The step.</summary>
    public ErasureStep Step => new("sent mails", FindAsync, EraseAsync);

    private async Task<ErasurePage> FindAsync(ErasureScope scope, long after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<ContentRow>(new CommandDefinition(
            ListContents, new { After = after, Limit = MostMails }, cancellationToken: cancellationToken))).AsList();
        var hits = rows.AsParallel().AsOrdered().WithCancellation(cancellationToken)
            .Where(row => scope.Has(row.Company) && MailSearch.Names(MailContent.Decompress(row.Compressed, row.SizeBytes), scope.Address))
            .Select(row => new ErasureHit(row.Id, $"content of sent mail {row.Id} of {ErasureScope.Words(row.Company)}: removed", new ErasureSums { RawMails = 1 }))
            .ToArray();
        return new ErasurePage(rows.Count == 0 ? after : rows[^1].Id, rows.Count < MostMails, hits);
    }

    private static async Task EraseAsync(ErasureScope scope, IReadOnlyList<ErasureHit> hits, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        foreach (var hit in hits)
        {
            await connection.ExecuteAsync(new CommandDefinition(DeleteContent, new { hit.Id }, transaction, cancellationToken: cancellationToken));
        }
    }

    private sealed class ContentRow
    {
        public long Id { get; init; }

        public string Company { get; init; } = "";

        public long SizeBytes { get; init; }

        public byte[] Compressed { get; init; } = [];
    }
}
