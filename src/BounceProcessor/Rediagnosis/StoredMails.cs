using System.Data.Common;
using System.Runtime.CompilerServices;

using Dapper;

namespace BounceProcessor.Rediagnosis;

/// <summary>The stored mails of a filter in batches that fit into memory.</summary>
internal sealed class StoredMails(DbDataSource database)
{
    private const int MostMails = 250;
    private const long MostBytes = 16 * 1024 * 1024;

    private static readonly string ListContents = SqlText.Load("Rediagnosis/Sql/ListContents.sql");

    /// <summary>The batches, in the order of the mails' ids; a mail larger than a batch is one of its own.</summary>
    public async IAsyncEnumerable<IReadOnlyList<StoredMail>> BatchesAsync(
        RediagnosisFilter filter, long after, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var (sql, parameters) = RediagnosisQuery.For(filter, after, last, MostMails);
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var page = (await connection.QueryAsync<StoredMail>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).AsList();
            foreach (var batch in Split(page))
            {
                yield return batch;
            }

            if (page.Count < MostMails)
            {
                yield break;
            }

            after = page[^1].Id;
        }
    }

    /// <summary>The stored bytes of some mails by their ids; those that are gone are not in it.</summary>
    public async Task<IReadOnlyDictionary<long, byte[]>> ContentsAsync(IReadOnlyList<StoredMail> mails, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<ContentRow>(new CommandDefinition(
            ListContents, new { MailIds = mails.Select(mail => mail.Id).ToArray() }, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.MailId, row => row.Compressed);
    }

    private static IEnumerable<IReadOnlyList<StoredMail>> Split(List<StoredMail> page)
    {
        List<StoredMail> batch = [];
        long bytes = 0;
        foreach (var mail in page)
        {
            if (batch.Count > 0 && bytes + mail.SizeBytes > MostBytes)
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }

            batch.Add(mail);
            bytes += mail.SizeBytes;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private sealed class ContentRow
    {
        public long MailId { get; init; }

        public byte[] Compressed { get; init; } = [];
    }
}
