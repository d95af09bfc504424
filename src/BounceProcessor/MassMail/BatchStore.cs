using System.Data.Common;

using BounceProcessor.Diagnosis;

using Dapper;

namespace BounceProcessor.MassMail;

/// <summary>Mass mails, their rows, and what became of the mails.</summary>
internal sealed class BatchStore(DbDataSource database)
{
    private const int LargestPage = 1_000;

    private static readonly string FindBatch = SqlText.Load("MassMail/Sql/FindBatch.sql");
    private static readonly string FindBatchByKey = SqlText.Load("MassMail/Sql/FindBatchByKey.sql");
    private static readonly string ListBatches = SqlText.Load("MassMail/Sql/ListBatches.sql");
    private static readonly string CountBatches = SqlText.Load("MassMail/Sql/CountBatches.sql");
    private static readonly string CountBatchRows = SqlText.Load("MassMail/Sql/CountBatchRows.sql");
    private static readonly string CountRowFaults = SqlText.Load("MassMail/Sql/CountRowFaults.sql");
    private static readonly string ListBatchRows = SqlText.Load("MassMail/Sql/ListBatchRows.sql");
    private static readonly string ListBatchRowsOfPlace = SqlText.Load("MassMail/Sql/ListBatchRowsOfPlace.sql");
    private static readonly string FindBatchRow = SqlText.Load("MassMail/Sql/FindBatchRow.sql");
    private static readonly string ListBatchFiles = SqlText.Load("MassMail/Sql/ListBatchFiles.sql");
    private static readonly string FindBatchFile = SqlText.Load("MassMail/Sql/FindBatchFile.sql");
    private static readonly string ListCommonFiles = SqlText.Load("MassMail/Sql/ListCommonFiles.sql");
    private static readonly string ListHistory = SqlText.Load("MassMail/Sql/ListBatchHistory.sql");

    /// <summary>One mass mail.</summary>
    /// <param name="company">Whose; <see langword="null"/> for an operator, who may see every company's.</param>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    public async Task<Batch?> FindAsync(string? company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Batch>(Command(FindBatch, new { Company = company, BatchId = id }, cancellationToken));
    }

    /// <summary>The mass mail that a request with this key made.</summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    public async Task<Batch?> FindByKeyAsync(string company, string key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Batch>(Command(FindBatchByKey, new { Company = company, Key = key }, cancellationToken));
    }

    /// <summary>One page, the newest first.</summary>
    /// <param name="company">Whose; <see langword="null"/> for all.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 1000.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<(IReadOnlyList<Batch> Batches, long Total)> ListAsync(string? company, int page, int pageSize, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(pageSize, 1, LargestPage);
        var parameters = new { Company = company, Limit = size, Offset = (long)(Math.Max(1, page) - 1) * size };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<long>(Command(CountBatches, parameters, cancellationToken));
        return ((await connection.QueryAsync<Batch>(Command(ListBatches, parameters, cancellationToken))).AsList(), total);
    }

    /// <summary>How many of its rows are where, at this moment.</summary>
    public async Task<BatchSums> SumsAsync(string company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var counts = await connection.QueryAsync<RowCount>(Command(CountBatchRows, Key(company, id), cancellationToken));
        return counts.Aggregate(new BatchSums(), (sums, count) => sums.With(count));
    }

    /// <summary>How many rows have which fault, the most frequent first.</summary>
    public async Task<IReadOnlyList<FaultCount>> FaultsAsync(string company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<FaultCount>(Command(CountRowFaults, Key(company, id), cancellationToken))).AsList();
    }

    /// <summary>Rows in their order.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Of which mass mail.</param>
    /// <param name="place">Only those that are there; <see langword="null"/> for all.</param>
    /// <param name="after">Behind this row number.</param>
    /// <param name="limit">1 to 1000.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<BatchRow>> RowsAsync(string company, long id, RowPlace? place, long after, int limit, CancellationToken cancellationToken)
    {
        var parameters = new { Company = company, BatchId = id, Place = place?.ToCode(), After = after, Limit = Math.Clamp(limit, 1, LargestPage) };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<BatchRow>(Command(place is null ? ListBatchRows : ListBatchRowsOfPlace, parameters, cancellationToken))).AsList();
    }

    /// <summary>One row.</summary>
    /// <returns><see langword="null"/> when there is none of that number.</returns>
    public async Task<BatchRow?> FindRowAsync(string company, long id, long number, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<BatchRow>(
            Command(FindBatchRow, new { Company = company, BatchId = id, RowNumber = number }, cancellationToken));
    }

    /// <summary>Its files without their bytes, the common ones first; at most 1000.</summary>
    public async Task<IReadOnlyList<BatchFile>> FilesAsync(string company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<BatchFile>(Command(ListBatchFiles, new { Company = company, BatchId = id, Limit = LargestPage }, cancellationToken))).AsList();
    }

    /// <summary>The files that go with every letter.</summary>
    public async Task<IReadOnlyList<BatchFile>> CommonFilesAsync(string company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<BatchFile>(Command(ListCommonFiles, Key(company, id), cancellationToken))).AsList();
    }

    /// <summary>One file with its bytes.</summary>
    /// <returns><see langword="null"/> when there is none of that name, or the mass mail is over.</returns>
    public async Task<BatchFile?> FindFileAsync(string company, long id, string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<BatchFile>(Command(FindBatchFile, new { Company = company, BatchId = id, NameKey = BatchFile.KeyOf(name) }, cancellationToken));
    }

    /// <summary>What was done with it, oldest first.</summary>
    public async Task<IReadOnlyList<BatchHistoryEntry>> HistoryAsync(string company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<BatchHistoryEntry>(Command(ListHistory, Key(company, id), cancellationToken))).AsList();
    }

    private static object Key(string company, long id) => new { Company = company, BatchId = id };

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);
}
