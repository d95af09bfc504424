using System.Data.Common;

using BounceProcessor.Diagnosis;

using Dapper;

namespace BounceProcessor.MassMail;

/// <summary>Starts, pauses, resumes and stops mass mails. What is in the outbox already is held, released and cancelled with them.</summary>
internal sealed class BatchControl(DbDataSource database, BatchStore store, BatchDrafts drafts, BatchParties parties, TimeProvider time)
{
    private static readonly string ChangeState = SqlText.Load("MassMail/Sql/ChangeBatchState.sql");
    private static readonly string ChangeRate = SqlText.Load("MassMail/Sql/ChangeBatchRate.sql");
    private static readonly string InsertHistory = SqlText.Load("MassMail/Sql/InsertBatchHistory.sql");
    private static readonly string HoldMails = SqlText.Load("MassMail/Sql/HoldBatchMails.sql");
    private static readonly string ReleaseMails = SqlText.Load("MassMail/Sql/ReleaseBatchMails.sql");
    private static readonly string CancelRecipients = SqlText.Load("MassMail/Sql/CancelBatchRecipients.sql");
    private static readonly string CancelMails = SqlText.Load("MassMail/Sql/CancelBatchMails.sql");
    private static readonly string StopRows = SqlText.Load("MassMail/Sql/StopBatchRows.sql");
    private static readonly string DeleteFiles = SqlText.Load("MassMail/Sql/DeleteBatchFiles.sql");

    /// <summary>Starts a draft: its rows without faults go out.</summary>
    /// <returns>Why not; <see langword="null"/> when it runs.</returns>
    public async Task<LocalizedText?> StartAsync(string company, long id, string by, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(company, id, cancellationToken) is not { } batch)
        {
            return Gone(id);
        }

        var (_, faults) = await parties.FindAsync(company, batch.UserCode, cancellationToken);
        if (faults is [var fault, ..])
        {
            return fault;
        }

        if ((await store.SumsAsync(company, id, cancellationToken)).Ready == 0)
        {
            return new LocalizedText("There is no row to send: every row is faulty or skipped.", "Saata ei ole ühtegi rida: kõik read on vigased või vahele jäetud.");
        }

        return await ChangeAsync(batch, (BatchState.Draft, BatchState.Running, BatchAction.Started), by, [], cancellationToken);
    }

    /// <summary>Holds it: no further row and none of its waiting mails goes out. What is being sent at this moment is.</summary>
    /// <returns>Why not; <see langword="null"/> when it is paused.</returns>
    public Task<LocalizedText?> PauseAsync(string company, long id, string by, CancellationToken cancellationToken) =>
        ChangeAsync(company, id, (BatchState.Running, BatchState.Paused, BatchAction.Paused), by, [HoldMails], cancellationToken);

    /// <summary>Goes on after a pause.</summary>
    /// <returns>Why not; <see langword="null"/> when it runs.</returns>
    public async Task<LocalizedText?> ResumeAsync(string company, long id, string by, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(company, id, cancellationToken) is not { } batch)
        {
            return Gone(id);
        }

        var (_, faults) = await parties.FindAsync(company, batch.UserCode, cancellationToken);
        return faults is [var fault, ..]
            ? fault
            : await ChangeAsync(batch, (BatchState.Paused, BatchState.Running, BatchAction.Resumed), by, [ReleaseMails], cancellationToken);
    }

    /// <summary>Ends it for good; what waits in the outbox is cancelled, what went out stays in the report. A draft is removed.</summary>
    /// <returns>Why not; <see langword="null"/> when it is stopped.</returns>
    public async Task<LocalizedText?> StopAsync(string company, long id, string by, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(company, id, cancellationToken) is not { } batch)
        {
            return Gone(id);
        }

        if (batch.State == BatchState.Draft.ToCode())
        {
            await drafts.RemoveAsync(company, id, cancellationToken);
            return null;
        }

        var before = batch.State == BatchState.Paused.ToCode() ? BatchState.Paused : BatchState.Running;
        return await ChangeAsync(batch, (before, BatchState.Stopped, BatchAction.Stopped), by, [StopRows, CancelRecipients, CancelMails, DeleteFiles], cancellationToken);
    }

    /// <summary>Changes how many mails a minute go out; counts at once.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Its number.</param>
    /// <param name="ratePerMinute">1 to 100000; <see langword="null"/> for no limit.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public async Task ThrottleAsync(string company, long id, int? ratePerMinute, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            ChangeRate, new { Company = company, BatchId = id, RatePerMinute = ratePerMinute, At = time.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    /// <summary>Pauses it because something is wrong that concerns all rows; a person resumes it.</summary>
    public Task PauseItselfAsync(Batch batch, LocalizedText fault, CancellationToken cancellationToken) =>
        ChangeAsync(batch with { FaultEn = fault.En, FaultEt = fault.Et }, (BatchState.Running, BatchState.Paused, BatchAction.Paused), "system", [HoldMails], cancellationToken);

    /// <summary>Notes that every row is in the outbox and no mail waits.</summary>
    public Task FinishAsync(Batch batch, CancellationToken cancellationToken) =>
        ChangeAsync(batch, (BatchState.Running, BatchState.Done, BatchAction.Finished), "system", [DeleteFiles], cancellationToken);

    private async Task<LocalizedText?> ChangeAsync(
        string company, long id, (BatchState Before, BatchState After, BatchAction Action) step, string by, string[] along, CancellationToken cancellationToken) =>
        await store.FindAsync(company, id, cancellationToken) is { } batch ? await ChangeAsync(batch, step, by, along, cancellationToken) : Gone(id);

    private async Task<LocalizedText?> ChangeAsync(
        Batch batch, (BatchState Before, BatchState After, BatchAction Action) step, string by, string[] along, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isOver = step.After is BatchState.Done or BatchState.Stopped;
        var (faultEn, faultEt) = step.After == BatchState.Paused ? (batch.FaultEn, batch.FaultEt) : (null, null);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var changed = await RunAsync(ChangeState, new
        {
            BatchId = batch.Id,
            batch.Company,
            Before = step.Before.ToCode(),
            After = step.After.ToCode(),
            FaultEn = faultEn,
            FaultEt = faultEt,
            StartedAt = step.After == BatchState.Running ? now : (DateTimeOffset?)null,
            EndedAt = isOver ? now : (DateTimeOffset?)null,
            At = now,
        });
        if (changed == 0)
        {
            return Otherwise(batch);
        }

        foreach (var sql in along)
        {
            await RunAsync(sql, new { BatchId = batch.Id, batch.Company, At = now });
        }

        await RunAsync(InsertHistory, new { batch.Company, BatchId = batch.Id, At = now, ChangedBy = by, Action = step.Action.ToCode() });
        await transaction.CommitAsync(cancellationToken);
        return null;

        Task<int> RunAsync(string sql, object parameters) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
    }

    private static LocalizedText Gone(long id) => new($"There is no mass mail {id}.", $"Massmeili {id} ei ole.");

    private static LocalizedText Otherwise(Batch batch) => new(
        $"Mass mail {batch.Id} is \"{batch.State}\"; that cannot be done with it now.", $"Massmeili {batch.Id} seis on „{batch.State}“; seda ei saa sellega praegu teha.");
}
