using System.Data.Common;

using BounceProcessor.Events;
using BounceProcessor.Marks;

using Dapper;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Intake;

/// <summary>
/// Removes what is older than retention says, in small transactions so that intake never waits long; each notes in the same transaction what it
/// removed, by company. The ledger and the hashes of filed mails stay.
/// </summary>
internal sealed class RetentionSweep(
    DbDataSource database, EventRetention events, RetentionPeriods periods, TimeProvider time, ILogger<RetentionSweep> logger)
{
    private const int RowsPerTransaction = 500;

    private static readonly string InsertSweep = SqlText.Load("Intake/Sql/InsertSweep.sql");
    private static readonly string AddSweepSums = SqlText.Load("Intake/Sql/AddSweepSums.sql");
    private static readonly string EndSweep = SqlText.Load("Intake/Sql/EndSweep.sql");
    private static readonly string DeleteQuarantine = SqlText.Load("Intake/Sql/DeleteQuarantine.sql");
    private static readonly string DeleteRuns = SqlText.Load("Intake/Sql/DeleteRuns.sql");
    private static readonly string CountQuarantine = SqlText.Load("Intake/Sql/CountOldQuarantine.sql");
    private static readonly string CountRuns = SqlText.Load("Intake/Sql/CountOldRuns.sql");

    private readonly SentContentRetention _sent = new(database);
    private readonly SentMailRetention _mails = new(database);

    /// <summary>Tells what a sweep would remove now, by company.</summary>
    public async Task<IReadOnlyList<RetentionSums>> PreviewAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var count = new RetentionCount();
        foreach (var company in await events.CompaniesAsync(cancellationToken))
        {
            var old = await events.CountEventsAsync(company, now.AddDays(-periods.EventDays(company)), cancellationToken);
            count.Add(new RetentionSums { Company = company, Events = old });
        }

        await foreach (var due in DueContentsAsync(now, cancellationToken))
        {
            Count(due, count);
        }

        foreach (var company in await _sent.CompaniesAsync(cancellationToken))
        {
            var old = await _sent.CountAsync(company, now.AddDays(-periods.RawMailDays(company)), cancellationToken);
            count.Add(new RetentionSums { Company = company, RawMails = old });
        }

        foreach (var company in await _mails.CompaniesAsync(cancellationToken))
        {
            count.Add(new RetentionSums { Company = company, SentMails = await _mails.CountAsync(company, now.AddDays(-periods.SentMailDays), cancellationToken) });
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var row in await CountAsync(CountQuarantine, now.AddDays(-periods.QuarantineDays)))
        {
            count.Add(new RetentionSums { Company = row.Company, Quarantined = row.Rows });
        }

        foreach (var row in await CountAsync(CountRuns, now.AddDays(-periods.RunDays)))
        {
            count.Add(new RetentionSums { Company = row.Company, Runs = row.Rows });
        }

        return count.Sums;

        Task<IEnumerable<CompanyRows>> CountAsync(string sql, DateTimeOffset before) =>
            connection.QueryAsync<CompanyRows>(new CommandDefinition(sql, new { Before = before }, cancellationToken: cancellationToken));
    }

    /// <summary>Removes everything that is due.</summary>
    /// <param name="by">Who asked for it; <c>schedule</c> for the service.</param>
    /// <param name="progress">Told after each transaction.</param>
    /// <param name="cancellationToken">Ends between two transactions; the next sweep goes on.</param>
    /// <returns>What was removed, by company.</returns>
    public async Task<IReadOnlyList<RetentionSums>> SweepAsync(
        string by, IProgress<RetentionSums>? progress, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var count = new RetentionCount();
        var sweep = await InsertAsync(now, by, cancellationToken);
        var target = (sweep, count, progress);
        foreach (var company in await events.CompaniesAsync(cancellationToken))
        {
            var before = now.AddDays(-periods.EventDays(company));
            await RepeatAsync(target, transaction => EventsAsync(company, before, transaction, cancellationToken), cancellationToken);
            await RepeatAsync(target, async transaction => ([], await MarkRetention.RemoveAsync(company, before, RowsPerTransaction, transaction, cancellationToken)), cancellationToken);
        }

        await foreach (var due in DueContentsAsync(now, cancellationToken))
        {
            await RepeatAsync(target, transaction => RawMailsAsync(due, now, transaction, cancellationToken), cancellationToken);
        }

        foreach (var company in await _sent.CompaniesAsync(cancellationToken))
        {
            var before = now.AddDays(-periods.RawMailDays(company));
            await RepeatAsync(target, transaction => SentContentsAsync(company, before, transaction, cancellationToken), cancellationToken);
        }

        foreach (var company in await _mails.CompaniesAsync(cancellationToken))
        {
            var before = now.AddDays(-periods.SentMailDays);
            await RepeatAsync(target, async transaction => ([], await SentMailRetention.RemoveBatchesAsync(company, before, RowsPerTransaction, transaction, cancellationToken)), cancellationToken);
            await RepeatAsync(target, transaction => SentMailsAsync(company, before, transaction, cancellationToken), cancellationToken);
        }

        await RepeatAsync(
            target,
            transaction => RowsAsync(DeleteQuarantine, now.AddDays(-periods.QuarantineDays), row => new() { Company = row.Company, Quarantined = row.Rows }, transaction),
            cancellationToken);
        await RepeatAsync(
            target,
            transaction => RowsAsync(DeleteRuns, now.AddDays(-periods.RunDays), row => new() { Company = row.Company, Runs = row.Rows }, transaction),
            cancellationToken);
        await EndAsync(sweep, cancellationToken);
        Log(count.Sums);
        return count.Sums;
    }

    private static async Task<(IReadOnlyList<RetentionSums> Sums, bool IsLast)> SentContentsAsync(
        string company, DateTimeOffset before, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var removed = await SentContentRetention.RemoveAsync(company, before, RowsPerTransaction, transaction, cancellationToken);
        return ([new RetentionSums { Company = company, RawMails = removed }], removed < RowsPerTransaction);
    }

    private static async Task<(IReadOnlyList<RetentionSums> Sums, bool IsLast)> SentMailsAsync(
        string company, DateTimeOffset before, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var removed = await SentMailRetention.RemoveAsync(company, before, RowsPerTransaction, transaction, cancellationToken);
        return ([new RetentionSums { Company = company, SentMails = removed }], removed < RowsPerTransaction);
    }

    private static async Task<(IReadOnlyList<RetentionSums> Sums, bool IsLast)> EventsAsync(
        string company, DateTimeOffset before, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var removed = await EventRetention.RemoveEventsAsync(company, before, RowsPerTransaction, transaction, cancellationToken);
        return ([new RetentionSums { Company = company, Events = removed }], removed < RowsPerTransaction);
    }

    private async Task<(IReadOnlyList<RetentionSums> Sums, bool IsLast)> RawMailsAsync(
        IReadOnlyList<OldContent> due, DateTimeOffset now, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var removed = (await EventRetention.RemoveRawMailsAsync([.. due.Select(content => content.Id)], Newest(now), transaction, cancellationToken)).ToHashSet();
        var count = new RetentionCount();
        Count([.. due.Where(content => removed.Contains(content.Id))], count);
        return (count.Sums, true);
    }

    private static async Task<(IReadOnlyList<RetentionSums> Sums, bool IsLast)> RowsAsync(
        string sql, DateTimeOffset before, Func<CompanyRows, RetentionSums> sums, DbTransaction transaction)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        var removed = (await connection.QueryAsync<string>(sql, new { Before = before, Limit = RowsPerTransaction }, transaction)).AsList();
        return ([.. removed.CountBy(company => company).Select(company => sums(new CompanyRows { Company = company.Key, Rows = company.Value }))],
            removed.Count < RowsPerTransaction);
    }

    // A removal again and again until it says that nothing is left; each time is a transaction of its own.
    private async Task RepeatAsync(
        (long Sweep, RetentionCount Count, IProgress<RetentionSums>? Progress) target,
        Func<DbTransaction, Task<(IReadOnlyList<RetentionSums> Sums, bool IsLast)>> remove,
        CancellationToken cancellationToken)
    {
        for (var isLast = false; !isLast;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            (var removed, isLast) = await remove(transaction);
            foreach (var sums in removed.Where(sums => sums.Rows > 0))
            {
                await connection.ExecuteAsync(new CommandDefinition(
                    AddSweepSums,
                    new { target.Sweep, sums.Company, sums.RawMails, sums.Events, sums.Quarantined, sums.Runs, sums.SentMails },
                    transaction,
                    cancellationToken: cancellationToken));
                target.Count.Add(sums);
                target.Progress?.Report(sums);
            }

            await transaction.CommitAsync(cancellationToken);
        }
    }

    // Bytes that two companies have live until the longer of their times is over.
    private async IAsyncEnumerable<IReadOnlyList<OldContent>> DueContentsAsync(
        DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OldContent? last = null;
        while (true)
        {
            var page = await events.ListRawMailsAsync(Newest(now), last, RowsPerTransaction, cancellationToken);
            OldContent[] due = [.. page.Where(content =>
                content.Filings.All(filing => filing.At < now.AddDays(-periods.RawMailDays(filing.Company))))];
            if (due.Length > 0)
            {
                yield return due;
            }

            if (page.Count < RowsPerTransaction)
            {
                yield break;
            }

            last = page[^1];
        }
    }

    private DateTimeOffset Newest(DateTimeOffset now) => now.AddDays(-periods.ShortestRawMailDays);

    private static void Count(IReadOnlyList<OldContent> contents, RetentionCount count)
    {
        foreach (var (company, mails) in contents.SelectMany(content => content.Filings.Select(filing => filing.Company)).CountBy(company => company))
        {
            count.Add(new RetentionSums { Company = company, RawMails = mails });
        }
    }

    private async Task<long> InsertAsync(DateTimeOffset at, string by, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(InsertSweep, new { At = at, By = by }, cancellationToken: cancellationToken));
    }

    private async Task EndAsync(long sweep, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(EndSweep, new { Sweep = sweep, At = time.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    private void Log(IReadOnlyList<RetentionSums> sums)
    {
        foreach (var one in sums)
        {
            IntakeLog.SweptCompany(logger, one.Company, one.RawMails, one.Events, one.Quarantined, one.Runs, one.SentMails);
        }

        IntakeLog.Swept(
            logger, sums.Sum(one => one.RawMails), sums.Sum(one => one.Events), sums.Sum(one => one.Quarantined), sums.Sum(one => one.Runs), sums.Sum(one => one.SentMails));
    }

    private sealed class CompanyRows
    {
        public string Company { get; init; } = "";

        public long Rows { get; init; }
    }
}
