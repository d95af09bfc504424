using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Outbox;

using Dapper;

namespace BounceProcessor.MassMail;

/// <summary>What putting rows into the outbox does in the database of mass mail. One process at a time works on one mass mail.</summary>
internal sealed class BatchRounds(DbDataSource database, OutboxProcess process, TimeProvider time)
{
    /// <summary>Length of a page of those that run.</summary>
    public const int PageLength = 100;

    // A mail in the outbox is given up after a while. What only queues there behind the limit of its server would lose that time, so the rows wait here.
    private const int MostUntried = 2_000;

    // Mails that are tried again may be more: some dead domains among the recipients hold nobody up. A server that puts everything off does.
    private const int MostOpen = 20_000;

    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(1);

    private static readonly string ListRunning = SqlText.Load("MassMail/Sql/ListRunningBatches.sql");
    private static readonly string Take = SqlText.Load("MassMail/Sql/TakeBatch.sql");
    private static readonly string Leave = SqlText.Load("MassMail/Sql/LeaveBatch.sql");
    private static readonly string Advance = SqlText.Load("MassMail/Sql/AdvanceBatch.sql");
    private static readonly string ListReady = SqlText.Load("MassMail/Sql/ListReadyRows.sql");
    private static readonly string UpdateRow = SqlText.Load("MassMail/Sql/UpdateBatchRow.sql");
    private static readonly string FindOpenMail = SqlText.Load("MassMail/Sql/FindOpenBatchMail.sql");

    private static readonly string FindOwner = SqlText.Load("MassMail/Sql/FindBatchOwner.sql");

    /// <summary>Those that run and have something to do now, by number, at most 100. One with many mails in the outbox has not.</summary>
    /// <param name="after">Number of the last one of the page before; 0 for the first page.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<Batch>> ListAsync(long after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var values = new { After = after, MostUntried, MostOpen, Limit = PageLength };
        return (await connection.QueryAsync<Batch>(new CommandDefinition(ListRunning, values, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Takes one for a minute.</summary>
    /// <returns>False when it does not run, or another process has it.</returns>
    public async Task<bool> TakeAsync(Batch batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var owner = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(FindOwner, new { BatchId = batch.Id, batch.Company }, cancellationToken: cancellationToken));
        var dead = owner is not null && process.IsDead(owner) ? owner : null;

        // A time far ahead is of a clock that was set back since.
        var parameters = new { BatchId = batch.Id, batch.Company, Owner = process.Name, Now = now, Until = now + Believed, Unlikely = now + (Believed * 10), Dead = dead };
        return await connection.ExecuteAsync(new CommandDefinition(Take, parameters, cancellationToken: cancellationToken)) == 1;
    }

    /// <summary>Lets another process have it at once.</summary>
    public async Task LeaveAsync(Batch batch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Leave, new { BatchId = batch.Id, batch.Company, Owner = process.Name }, cancellationToken: cancellationToken));
    }

    /// <summary>The next rows.</summary>
    public async Task<IReadOnlyList<BatchRow>> ReadyAsync(Batch batch, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<BatchRow>(new CommandDefinition(
            ListReady, new { BatchId = batch.Id, batch.Company, Limit = limit }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Whether a mail of it is still to be sent.</summary>
    public async Task<bool> HasOpenMailAsync(Batch batch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(
            new CommandDefinition(FindOpenMail, new { BatchId = batch.Id, batch.Company }, cancellationToken: cancellationToken)) is not null;
    }

    /// <summary>Notes what became of rows, in the transaction that puts their mails into the outbox.</summary>
    /// <param name="batch">Theirs.</param>
    /// <param name="nextAt">With a rate: when the next row may go.</param>
    /// <param name="rows">State, mail and faults by row number.</param>
    /// <param name="transaction">That of the outbox.</param>
    /// <param name="cancellationToken">Looked at before each statement.</param>
    /// <exception cref="BatchLostException">It does not run any more, or is another's; the transaction must not be committed.</exception>
    public async Task NoteAsync(
        Batch batch, DateTimeOffset? nextAt, IReadOnlyList<FedRow> rows, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        if (await RunAsync(Advance, new { BatchId = batch.Id, batch.Company, Owner = process.Name, NextAt = nextAt, Until = now + Believed }) != 1)
        {
            throw new BatchLostException(batch.Id);
        }

        foreach (var row in rows)
        {
            var changed = await RunAsync(UpdateRow, new
            {
                BatchId = batch.Id,
                batch.Company,
                row.RowNumber,
                State = row.State.ToCode(),
                Fault = row.Faults is [var first, ..] ? first.Code : null,
                Faults = BatchJson.Of(row.Faults),
                SentMailId = row.MailId,
                ChangedAt = now,
            });
            if (changed != 1)
            {
                throw new BatchLostException(batch.Id);
            }
        }

        Task<int> RunAsync(string sql, object parameters) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
    }
}
