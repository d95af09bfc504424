using System.Data.Common;
using System.Security.Cryptography;

using BounceProcessor.Events;

using Dapper;

namespace BounceProcessor.Privacy;

/// <summary>Removes mails in quarantine that name an address, and notes their hashes so that they are not taken in again.</summary>
internal sealed class QuarantineErasure(DbDataSource database, TimeProvider time)
{
    private const int MostMails = 20;

    private static readonly string ListQuarantine = SqlText.Load("Privacy/Sql/ListQuarantine.sql");
    private static readonly string FindQuarantine = SqlText.Load("Privacy/Sql/FindQuarantine.sql");
    private static readonly string InsertErasedMail = SqlText.Load("Privacy/Sql/InsertErasedMail.sql");
    private static readonly string DeleteQuarantine = SqlText.Load("Privacy/Sql/DeleteQuarantine.sql");

    /// <summary>The step.</summary>
    public ErasureStep Step => new("quarantine", FindAsync, EraseAsync);

    private async Task<ErasurePage> FindAsync(ErasureScope scope, long after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            ListQuarantine, new { After = after, Limit = MostMails }, cancellationToken: cancellationToken))).AsList();
        var hits = rows.Where(row => scope.Has(row.Company) && Names(row, scope.Address))
            .Select(row => new ErasureHit(
                row.Id, $"mail {row.Id} in quarantine of {ErasureScope.Words(row.Company)}: removed", new ErasureSums { Quarantined = 1 }))
            .ToArray();
        return new ErasurePage(rows.Count == 0 ? after : rows[^1].Id, rows.Count < MostMails, hits);
    }

    private async Task EraseAsync(ErasureScope scope, IReadOnlyList<ErasureHit> hits, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        foreach (var hit in hits)
        {
            if (await connection.QuerySingleOrDefaultAsync<Row>(Command(FindQuarantine, new { hit.Id })) is { } row)
            {
                var hash = SHA256.HashData(MailContent.Decompress(row.Compressed, row.SizeBytes));
                await connection.ExecuteAsync(Command(InsertErasedMail, new { hit.Id, Hash = hash, At = time.GetUtcNow() }));
                await connection.ExecuteAsync(Command(DeleteQuarantine, new { hit.Id }));
            }
        }

        CommandDefinition Command(string sql, object parameters) => new(sql, parameters, transaction, cancellationToken: cancellationToken);
    }

    private static bool Names(Row row, PersonalAddress address) =>
        address.IsIn(row.Fault) || MailSearch.Names(MailContent.Decompress(row.Compressed, row.SizeBytes), address);

    private sealed class Row
    {
        public long Id { get; init; }

        public string Company { get; init; } = "";

        public string Fault { get; init; } = "";

        public long SizeBytes { get; init; }

        public byte[] Compressed { get; init; } = [];
    }
}
