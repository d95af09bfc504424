using System.Data.Common;

using BounceProcessor.Telemetry;

using Dapper;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Intake;

/// <summary>The runs and what they did.</summary>
internal sealed class RunStore(DbDataSource database, TimeProvider time, IntakeMetrics metrics, ILogger<RunStore> logger)
{
    private static readonly string InsertRun = SqlText.Load("Intake/Sql/InsertRun.sql");
    private static readonly string UpdateRun = SqlText.Load("Intake/Sql/UpdateRun.sql");
    private static readonly string FoldRun = SqlText.Load("Intake/Sql/FoldRun.sql");
    private static readonly string DeleteRun = SqlText.Load("Intake/Sql/DeleteRun.sql");
    private static readonly string ListRuns = SqlText.Load("Intake/Sql/ListRuns.sql");
    private static readonly string CountRuns = SqlText.Load("Intake/Sql/CountRuns.sql");
    private static readonly string FindRun = SqlText.Load("Intake/Sql/FindRun.sql");
    private static readonly string FindLastSuccess = SqlText.Load("Intake/Sql/FindLastSuccess.sql");
    private static readonly string FindLastFault = SqlText.Load("Intake/Sql/FindLastFault.sql");

    /// <summary>Notes that a run begins, so that a killed one leaves a trace. A dry run leaves none.</summary>
    public async Task<RunCount> StartAsync(IntakeRequest request, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        if (request.DryRun)
        {
            return new RunCount(request, 0, startedAt, time);
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var id = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            InsertRun,
            new { request.Options.Company, request.Mailbox, StartedAt = startedAt },
            cancellationToken: cancellationToken));
        return new RunCount(request, id, startedAt, time);
    }

    /// <summary>Notes how a run ended. One that did nothing is added to the one before it when that did nothing either and ended alike, the same day (UTC).</summary>
    /// <returns>The sums of this run alone, under the number it is stored with.</returns>
    /// <exception cref="InvalidOperationException">The sums do not balance; nothing is stored.</exception>
    public async Task<RunSummary> FinishAsync(RunCount count, string? error, CancellationToken cancellationToken)
    {
        var summary = Timed(count.Summary(error));
        if (!summary.Balances)
        {
            throw new InvalidOperationException($"The sums of a run of mailbox \"{summary.Mailbox}\" do not balance: {summary}.");
        }

        if (count.IsDryRun)
        {
            return summary;
        }

        metrics.CountRun(summary.Mailbox, error is not null, time.GetUtcNow() - summary.StartedAt);
        IntakeLog.RunEnded(logger, summary.Mailbox, summary.Seen, summary.New, summary.Bounces, summary.NotBounces, summary.Left);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var id = await StoreAsync(summary, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return summary with { Id = id };
    }

    /// <summary>Notes that a run broke off. Does not throw when this cannot be stored, for the first fault is the one to tell.</summary>
    public async Task FinishBrokenAsync(RunCount count, Exception fault)
    {
        try
        {
            // Not the run's own token: a cancelled run is noted too.
            await FinishAsync(count, fault is OperationCanceledException ? "cancelled" : fault.Message, CancellationToken.None);
        }
        catch (Exception second) when (second is DbException or InvalidOperationException)
        {
            IntakeLog.RunNotStored(logger, count.Mailbox, second);
        }
    }

    /// <summary>The latest runs, newest first.</summary>
    /// <param name="mailbox">Of one mailbox; <see langword="null"/> for all.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<RunSummary>> ListAsync(string? mailbox, int limit, CancellationToken cancellationToken) =>
        (await ListAsync(new RunFilter { Mailbox = mailbox }, 1, limit, cancellationToken)).Runs;

    /// <summary>One page of runs, newest first.</summary>
    /// <param name="filter">What to show.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">At least 1.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<RunPage> ListAsync(RunFilter filter, int page, int pageSize, CancellationToken cancellationToken)
    {
        var values = new
        {
            filter.Mailbox,
            filter.Since,
            filter.OnlyFaults,
            Now = time.GetUtcNow(),
            Limit = pageSize,
            Offset = (long)(page - 1) * pageSize,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<long>(new CommandDefinition(CountRuns, values, cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<RunSummary>(new CommandDefinition(ListRuns, values, cancellationToken: cancellationToken));
        return new RunPage(rows.AsList(), total);
    }

    /// <summary>One run.</summary>
    /// <returns><see langword="null"/> when there is none of that number.</returns>
    public Task<RunSummary?> FindAsync(long id, CancellationToken cancellationToken) => FindAsync(FindRun, new { Id = id }, cancellationToken);

    /// <summary>The last run of a mailbox that came to its end; <see langword="null"/> when none is known.</summary>
    public Task<RunSummary?> FindLastSuccessAsync(string mailbox, CancellationToken cancellationToken) =>
        FindAsync(FindLastSuccess, new { Mailbox = mailbox }, cancellationToken);

    /// <summary>The last run of a mailbox that broke off; <see langword="null"/> when none is known.</summary>
    public Task<RunSummary?> FindLastFaultAsync(string mailbox, CancellationToken cancellationToken) =>
        FindAsync(FindLastFault, new { Mailbox = mailbox }, cancellationToken);

    private static RunSummary Timed(RunSummary summary) =>
        summary with { WorkedMs = Math.Max(0, (long)((summary.EndedAt ?? summary.StartedAt) - summary.StartedAt).TotalMilliseconds) };

    // The id it is stored with.
    private static async Task<long> StoreAsync(RunSummary summary, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        if (summary.DidNothing && await FoldAsync(summary, transaction, connection, cancellationToken) is { } before)
        {
            await connection.ExecuteAsync(new CommandDefinition(DeleteRun, new { summary.Id }, transaction, cancellationToken: cancellationToken));
            return before;
        }

        await connection.ExecuteAsync(new CommandDefinition(UpdateRun, summary, transaction, cancellationToken: cancellationToken));
        return summary.Id;
    }

    // A row ends with its day, so that a quiet mailbox still shows when it was polled, and retention takes sums away by the day.
    private static Task<long?> FoldAsync(
        RunSummary summary, DbTransaction transaction, DbConnection connection, CancellationToken cancellationToken)
    {
        var values = new DynamicParameters(summary);
        values.Add("Day", new DateTimeOffset(summary.StartedAt.UtcDateTime.Date, TimeSpan.Zero));
        return connection.ExecuteScalarAsync<long?>(new CommandDefinition(FoldRun, values, transaction, cancellationToken: cancellationToken));
    }

    private async Task<RunSummary?> FindAsync(string sql, object values, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<RunSummary>(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
    }
}
