using System.Data.Common;

using BounceProcessor.Polling;
using BounceProcessor.Rules;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Rediagnosis;

/// <summary>What a rediagnosis does in the database: one transaction a batch.</summary>
internal sealed class RediagnosisTransactions(
    DbDataSource database, RediagnosisStore store, MailboxLeases leases, TimeProvider time, ILogger<RediagnosisTransactions> logger)
{
    // No mailbox can be called so: a colon parts the keys of the configuration.
    private const string Lease = "rediagnose:";

    /// <summary>Keeps a second rediagnosis that writes away.</summary>
    /// <returns>What is to be disposed of at the end, or who is at it.</returns>
    public async Task<(LeaseHeartbeat? Heartbeat, LeaseHolder? Holder)> TryTakeLeaseAsync(CancellationToken cancellationToken)
    {
        var (lease, holder) = await leases.TryTakeAsync(Lease, LeaseOwner.Current, cancellationToken);
        return (lease is null ? null : new LeaseHeartbeat(leases, lease, time, logger), holder);
    }

    /// <summary>Where to begin.</summary>
    public Task<RediagnosisPass> BeginAsync(RediagnosisRequest request, RulesState state, CancellationToken cancellationToken) =>
        store.BeginAsync(request, state.Fingerprint, cancellationToken);

    /// <summary>Compares one batch, and writes it when that is asked for.</summary>
    public async Task<(RediagnosisPass Pass, IReadOnlyList<EventChange> Changes)> TakeAsync(
        RediagnosisRequest request, RediagnosisPass pass, IReadOnlyList<JudgedMail> batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await BeginAsync(connection, request.Apply, cancellationToken);
        var judged = await new BatchComparison(transaction, now, cancellationToken).CompareAsync(batch, request.CloseMissing);
        var foreseen = request.Apply ? new ForeseenReturns() : pass.Foreseen;
        var compared = await new ReturnedComparison(transaction, foreseen, cancellationToken).CompareAsync(judged);
        var writing = new EventRewriting(transaction, now, cancellationToken);
        List<EventChange> changes = [];
        var sums = pass.Sums;
        foreach (var mail in compared)
        {
            changes.AddRange(request.Apply ? await writing.WriteAsync(mail) : mail.Changes);
            sums = sums.With(mail.Mail, mail.Company, mail.Events, mail.Changes);
        }

        pass = pass with { Position = batch[^1].Mail.Id, Sums = sums };
        if (request.Apply)
        {
            await store.NoteAsync(pass, isOver: false, transaction, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return (pass, changes);
    }

    /// <summary>Notes that nothing is left.</summary>
    public async Task EndAsync(RediagnosisPass pass, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await store.NoteAsync(pass, isOver: true, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // A listing must not keep anybody from writing.
    private static async Task<DbTransaction> BeginAsync(DbConnection connection, bool writes, CancellationToken cancellationToken) =>
        !writes && connection is Microsoft.Data.Sqlite.SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(cancellationToken);
}
