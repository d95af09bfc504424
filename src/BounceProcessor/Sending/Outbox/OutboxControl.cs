using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Records;

using Dapper;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Outbox;

/// <summary>What people do with mails that are not done. Each action tells how many transmissions it was about; 0 when it was too late.</summary>
internal sealed class OutboxControl(DbDataSource database, OutboxSignal signal, IOptions<OutboxOptions> options, TimeProvider time)
{
    private static readonly string Hold = SqlText.Load("Sending/Sql/HoldTransmissions.sql");
    private static readonly string Release = SqlText.Load("Sending/Sql/ReleaseTransmissions.sql");
    private static readonly string Hurry = SqlText.Load("Sending/Sql/HurryTransmissions.sql");
    private static readonly string Cancel = SqlText.Load("Sending/Sql/CancelTransmissions.sql");
    private static readonly string CancelRecipients = SqlText.Load("Sending/Sql/CancelRecipients.sql");
    private static readonly string Decide = SqlText.Load("Sending/Sql/DecideTransmissions.sql");
    private static readonly string DecideRecipients = SqlText.Load("Sending/Sql/DecideRecipients.sql");
    private static readonly string InsertHistory = SqlText.Load("Sending/Sql/InsertTransmissionHistory.sql");
    private static readonly string DeleteRest = SqlText.Load("Sending/Sql/DeleteServerRest.sql");
    private static readonly string HoldBatch = SqlText.Load("Sending/Sql/HoldBatchTransmissions.sql");
    private static readonly string ReleaseBatch = SqlText.Load("Sending/Sql/ReleaseBatchTransmissions.sql");
    private static readonly string CancelBatch = SqlText.Load("Sending/Sql/CancelBatchTransmissions.sql");
    private static readonly string CancelBatchRecipients = SqlText.Load("Sending/Sql/CancelBatchRecipients.sql");

    /// <summary>Keeps mails back until they are released. One whose data is under way is dropped before its end, unless that has left.</summary>
    public Task<int> HoldAsync(OutboxSelection selection, string by, CancellationToken cancellationToken) =>
        ChangeAsync(Hold, selection, HistoryAction.Held, by, null, cancellationToken);

    /// <summary>Lets held mails go.</summary>
    public Task<int> ReleaseAsync(OutboxSelection selection, string by, CancellationToken cancellationToken) =>
        ChangeAsync(Release, selection, HistoryAction.Released, by, null, cancellationToken);

    /// <summary>Tries mails now that wait for their next try or are held; a server that rests is asked for their sake.</summary>
    public Task<int> SendNowAsync(OutboxSelection selection, string by, CancellationToken cancellationToken) =>
        ChangeAsync(Hurry, selection, HistoryAction.SendNow, by, WakeServerAsync, cancellationToken);

    /// <summary>Never sends what is not sent yet. One whose data is under way is dropped before its end, unless that has left.</summary>
    public Task<int> CancelAsync(OutboxSelection selection, string by, CancellationToken cancellationToken) =>
        ChangeAsync(Cancel, selection, HistoryAction.Cancelled, by, EndRecipientsAsync, cancellationToken);

    /// <summary>A person decides about mails that may have gone out.</summary>
    /// <param name="selection">Which.</param>
    /// <param name="wasSent">True: they went out. False: they are sent again, and whoever got them gets them twice.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="cancellationToken">Rolls back.</param>
    public Task<int> DecideAsync(OutboxSelection selection, bool wasSent, string by, CancellationToken cancellationToken) => ChangeAsync(
        Decide,
        selection,
        wasSent ? HistoryAction.WasSent : HistoryAction.SendAgain,
        by,
        (row, transaction, now) => ExecuteAsync(DecideRecipients, new { TransmissionId = row.Id, WasSent = wasSent, Now = now }, transaction),
        cancellationToken,
        wasSent);

    /// <summary>Keeps back all mails of a mass mail, in its own transaction. The mass mail's history tells of it, so no mail's does.</summary>
    public Task HoldBatchAsync(string company, long batchId, DbTransaction transaction) => ChangeBatchAsync([HoldBatch], company, batchId, transaction);

    /// <summary>Lets the mails of a mass mail go that were kept back with it, not those that a person held one by one; the time of the pause does not count. Call <see cref="Wake"/> behind the transaction.</summary>
    public Task ReleaseBatchAsync(string company, long batchId, DbTransaction transaction) => ChangeBatchAsync([ReleaseBatch], company, batchId, transaction);

    /// <summary>Never sends what of a mass mail is not sent yet, in its own transaction.</summary>
    public Task CancelBatchAsync(string company, long batchId, DbTransaction transaction) => ChangeBatchAsync([CancelBatchRecipients, CancelBatch], company, batchId, transaction);

    /// <summary>Has the workers look at once.</summary>
    public void Wake() => signal.Set();

    private async Task ChangeBatchAsync(string[] statements, string company, long batchId, DbTransaction transaction)
    {
        var now = time.GetUtcNow();
        foreach (var sql in statements)
        {
            await ExecuteAsync(sql, new { Company = company, BatchId = batchId, Now = now, ExpiresAt = now + options.Value.GiveUpAfter }, transaction);
        }
    }

    private async Task<int> ChangeAsync(
        string sql,
        OutboxSelection selection,
        HistoryAction action,
        string by,
        Func<ChangedRow, DbTransaction, DateTimeOffset, Task>? each,
        CancellationToken cancellationToken,
        bool wasSent = false)
    {
        var now = time.GetUtcNow();
        var values = new { selection.Company, selection.MailId, selection.BatchId, Now = now, ExpiresAt = now + options.Value.GiveUpAfter, WasSent = wasSent };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<ChangedRow>(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken))).AsList();
        foreach (var row in rows)
        {
            if (each is not null)
            {
                await each(row, transaction, now);
            }

            var entry = new
            {
                selection.Company,
                row.MailId,
                TransmissionId = row.Id,
                At = now,
                ChangedBy = by,
                Action = action.ToCode(),
                row.Server,
                Text = (string?)null,
            };
            await ExecuteAsync(InsertHistory, entry, transaction);
        }

        await transaction.CommitAsync(cancellationToken);
        if (rows.Count > 0)
        {
            signal.Set();
        }

        return rows.Count;
    }

    private static Task WakeServerAsync(ChangedRow row, DbTransaction transaction, DateTimeOffset now) =>
        ExecuteAsync(DeleteRest, new { row.Server, Now = now }, transaction);

    private static Task EndRecipientsAsync(ChangedRow row, DbTransaction transaction, DateTimeOffset now) =>
        ExecuteAsync(CancelRecipients, new { TransmissionId = row.Id, Now = now }, transaction);

    private static Task ExecuteAsync(string sql, object values, DbTransaction transaction) =>
        transaction.Connection is { } connection ? connection.ExecuteAsync(new CommandDefinition(sql, values, transaction)) : Task.CompletedTask;

    private sealed class ChangedRow
    {
        public long Id { get; init; }

        public long MailId { get; init; }

        public string Server { get; init; } = "";
    }
}
