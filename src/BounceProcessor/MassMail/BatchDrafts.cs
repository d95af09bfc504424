using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Composing;

using Dapper;

namespace BounceProcessor.MassMail;

/// <summary>Keeps mass mails that are being made, and removes those that come to nothing.</summary>
internal sealed class BatchDrafts(DbDataSource database, BatchStore store, TimeProvider time)
{
    // What is still being read after this time, nobody reads any more.
    private static readonly TimeSpan LongestLoading = TimeSpan.FromHours(1);

    private static readonly string InsertBatch = SqlText.Load("MassMail/Sql/InsertBatch.sql");
    private static readonly string InsertHistory = SqlText.Load("MassMail/Sql/InsertBatchHistory.sql");
    private static readonly string MarkDuplicateRows = SqlText.Load("MassMail/Sql/MarkDuplicateRows.sql");
    private static readonly string FinishLoading = SqlText.Load("MassMail/Sql/FinishLoading.sql");
    private static readonly string ListAbandoned = SqlText.Load("MassMail/Sql/ListAbandonedBatches.sql");

    // What refers to it goes first.
    private static readonly string[] Deletions =
    [
        SqlText.Load("MassMail/Sql/DeleteBatchFiles.sql"),
        SqlText.Load("MassMail/Sql/DeleteBatchRows.sql"),
        SqlText.Load("MassMail/Sql/DeleteBatchHistory.sql"),
        SqlText.Load("MassMail/Sql/DeleteBatch.sql"),
    ];

    private static readonly MailFault Duplicate = new("address", "duplicate-address", new LocalizedText(
        "An earlier row has the same address (and the same document); this one is left out.", "Varasemal real on sama aadress (ja sama dokument); see rida jäetakse välja."));

    /// <summary>What came of a request with a key, when it was made before.</summary>
    /// <returns><see langword="null"/> when the key is free.</returns>
    public async Task<LoadingOutcome?> EarlierAsync(Batch wanted, CancellationToken cancellationToken)
    {
        if (wanted.IdempotencyKey is not { } key || await store.FindByKeyAsync(wanted.Company, key, cancellationToken) is not { } earlier)
        {
            return null;
        }

        if (earlier.RequestHash != wanted.RequestHash)
        {
            return LoadingOutcome.KeyTaken("The idempotency key belongs to another mass mail; give each one of its own.", "Idempotentsusvõti kuulub teisele massmeilile; andke igale oma võti.");
        }

        if (earlier.State != BatchState.Loading.ToCode())
        {
            return new LoadingOutcome(earlier, await store.SumsAsync(earlier.Company, earlier.Id, cancellationToken), [], []) { IsRepeated = true };
        }

        if (time.GetUtcNow() - earlier.CreatedAt < LongestLoading)
        {
            return LoadingOutcome.KeyTaken("The same request is being read at this moment; ask again in a while.", "Sama päringut praegu loetakse; küsige natukese aja pärast uuesti.");
        }

        await RemoveAsync(earlier.Company, earlier.Id, cancellationToken);
        return null;
    }

    /// <summary>Stores the head of a new one.</summary>
    /// <returns><see langword="null"/> when somebody took its key meanwhile.</returns>
    public async Task<Batch?> BeginAsync(Batch batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var parameters = new DynamicParameters(batch);
        parameters.Add("At", now);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var id = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(InsertBatch, parameters, cancellationToken: cancellationToken));
        return id is { } number ? batch with { Id = number, CreatedAt = now, ChangedAt = now } : null;
    }

    /// <summary>Adds rows and files in one transaction.</summary>
    public async Task AddAsync(Batch batch, IReadOnlyList<CheckedRow> rows, IReadOnlyList<BatchFile> files, CancellationToken cancellationToken)
    {
        if (rows.Count + files.Count == 0)
        {
            return;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        using (var insert = new BatchInsert(transaction, batch, time.GetUtcNow()))
        {
            foreach (var row in rows)
            {
                await insert.AddAsync(row, cancellationToken);
            }

            foreach (var file in files)
            {
                await insert.AddAsync(file, cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Finds rows that are the same, and makes it a draft.</summary>
    public async Task<LoadingOutcome> FinishAsync(Batch batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            var rule = Codes.Parse<DuplicateRule>(batch.Duplicates) ?? DuplicateRule.AddressAndDocument;
            if (rule != DuplicateRule.Allow)
            {
                var alsoDocument = rule == DuplicateRule.AddressAndDocument ? 1 : 0;
                await RunAsync(MarkDuplicateRows, new { BatchId = batch.Id, batch.Company, At = now, Faults = BatchJson.Of([Duplicate]), AlsoDocument = alsoDocument });
            }

            await RunAsync(FinishLoading, new { BatchId = batch.Id, batch.Company, batch.Notices, At = now });
            await RunAsync(InsertHistory, new { batch.Company, BatchId = batch.Id, At = now, ChangedBy = batch.CreatedBy, Action = BatchAction.Created.ToCode() });
            await transaction.CommitAsync(cancellationToken);

            Task RunAsync(string sql, object parameters) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
        }

        return new LoadingOutcome(
            await store.FindAsync(batch.Company, batch.Id, cancellationToken), await store.SumsAsync(batch.Company, batch.Id, cancellationToken), [], []);
    }

    /// <summary>Removes one with rows and files. Only for what was never started.</summary>
    public async Task RemoveAsync(string company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var sql in Deletions)
        {
            await connection.ExecuteAsync(new CommandDefinition(sql, new { Company = company, BatchId = id }, transaction, cancellationToken: cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Removes what was left unfinished by a process that ended, and drafts that nobody started.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SweepAsync(TimeSpan keepDrafts, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var abandoned = (await connection.QueryAsync<(long Id, string Company)>(new CommandDefinition(
            ListAbandoned, new { LoadingBefore = now - TimeSpan.FromDays(1), DraftBefore = now - keepDrafts }, cancellationToken: cancellationToken))).AsList();
        foreach (var (id, company) in abandoned)
        {
            await RemoveAsync(company, id, cancellationToken);
        }

        return abandoned.Count;
    }
}
