using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Outbox;

using Dapper;

namespace BounceProcessor.MassMail;

/// <summary>Changes the state of mass mails: each in one transaction with its history, its rows and what is in the outbox already.</summary>
internal sealed class BatchSteps(DbDataSource database, OutboxControl outbox, TimeProvider time)
{
    private static readonly string ChangeState = SqlText.Load("MassMail/Sql/ChangeBatchState.sql");
    private static readonly string ChangeRate = SqlText.Load("MassMail/Sql/ChangeBatchRate.sql");
    private static readonly string InsertHistory = SqlText.Load("MassMail/Sql/InsertBatchHistory.sql");
    private static readonly string StopRows = SqlText.Load("MassMail/Sql/StopBatchRows.sql");
    private static readonly string DeleteFiles = SqlText.Load("MassMail/Sql/DeleteBatchFiles.sql");

    /// <summary>Takes a step.</summary>
    /// <returns>Why not; <see langword="null"/> when it is taken.</returns>
    public Task<LocalizedText?> TakeAsync(Batch batch, BatchStep step, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (faultEn, faultEt) = step.After == BatchState.Paused ? (batch.FaultEn, batch.FaultEt) : (null, null);
        var values = new
        {
            BatchId = batch.Id,
            batch.Company,
            Before = step.Before.ToCode(),
            After = step.After.ToCode(),
            FaultEn = faultEn,
            FaultEt = faultEt,
            StartedAt = step.After == BatchState.Running ? now : (DateTimeOffset?)null,
            EndedAt = step.After is BatchState.Done or BatchState.Stopped ? now : (DateTimeOffset?)null,
            At = now,
        };
        return ChangeAsync(batch, (ChangeState, values, now), step.Action, by, cancellationToken);
    }

    /// <summary>Changes how many mails a minute go out.</summary>
    /// <returns>Why not; <see langword="null"/> when it counts.</returns>
    public Task<LocalizedText?> ThrottleAsync(Batch batch, int? ratePerMinute, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return ChangeAsync(batch, (ChangeRate, new { batch.Company, BatchId = batch.Id, RatePerMinute = ratePerMinute, At = now }, now), BatchAction.Throttled, by, cancellationToken);
    }

    private async Task<LocalizedText?> ChangeAsync(
        Batch batch, (string Sql, object Values, DateTimeOffset At) change, BatchAction action, string by, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await RunAsync(change.Sql, change.Values) == 0)
        {
            return Otherwise(batch);
        }

        await FollowAsync(batch, action, transaction, sql => RunAsync(sql, new { BatchId = batch.Id, batch.Company, change.At }));
        await RunAsync(InsertHistory, new { batch.Company, BatchId = batch.Id, change.At, ChangedBy = by, Action = action.ToCode() });
        await transaction.CommitAsync(cancellationToken);
        if (action == BatchAction.Resumed)
        {
            outbox.Wake();
        }

        return null;

        Task<int> RunAsync(string sql, object parameters) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
    }

    private async Task FollowAsync(Batch batch, BatchAction action, DbTransaction transaction, Func<string, Task> run)
    {
        switch (action)
        {
            case BatchAction.Paused:
                await outbox.HoldBatchAsync(batch.Company, batch.Id, transaction);
                break;
            case BatchAction.Resumed:
                await outbox.ReleaseBatchAsync(batch.Company, batch.Id, transaction);
                break;
            case BatchAction.Stopped:
                await run(StopRows);
                await outbox.CancelBatchAsync(batch.Company, batch.Id, transaction);
                await run(DeleteFiles);
                break;
            case BatchAction.Finished:
                await run(DeleteFiles);
                break;
        }
    }

    private static LocalizedText Otherwise(Batch batch) => new(
        $"Mass mail {batch.Id} is \"{batch.State}\"; that cannot be done with it now.", $"Massmeili {batch.Id} seis on „{batch.State}“; seda ei saa sellega praegu teha.");
}
