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
    private static readonly string ListRuns = SqlText.Load("Intake/Sql/ListRuns.sql");

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

    /// <summary>Notes how a run ended.</summary>
    /// <exception cref="InvalidOperationException">The sums do not balance; nothing is stored.</exception>
    public async Task<RunSummary> FinishAsync(RunCount count, string? error, CancellationToken cancellationToken)
    {
        var summary = count.Summary(error);
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
        await connection.ExecuteAsync(new CommandDefinition(UpdateRun, summary, cancellationToken: cancellationToken));
        return summary;
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
    public async Task<IReadOnlyList<RunSummary>> ListAsync(string? mailbox, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<RunSummary>(
            new CommandDefinition(ListRuns, new { Mailbox = mailbox, Limit = limit }, cancellationToken: cancellationToken));
        return rows.AsList();
    }
}
