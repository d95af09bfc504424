using System.Data.Common;

using BounceProcessor.Database;
using BounceProcessor.Polling;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Privacy;

/// <summary>
/// Erases everything about one address: one pass over each table, a small transaction where something is found. It may break off anywhere and
/// goes on there. Hashes and ledger stay, so that a mail that is read again is not filed again.
/// </summary>
internal sealed class ErasureRun(DbDataSource database, ErasureStore store, MailboxLeases leases, TimeProvider time, ILogger<ErasureRun> logger)
{
    // No mailbox can be called so: a colon parts the keys of the configuration.
    private const string Lease = "erase:";

    // A page without a hit is cheap; its position need not be written each time.
    private const int PagesPerNote = 20;

    private readonly ErasureStep[] _steps =
    [
        new RawMailErasure(database, time).Step,
        new EventErasure(database).Step,
        new QuarantineErasure(database, time).Step,
        new TextErasure(database, "history", "ListHistoryTexts", "RedactHistory").Step,
        new TextErasure(database, "runs", "ListRunTexts", "RedactRun").Step,
        new TextErasure(database, "answers to webhooks", "ListWebhookTexts", "RedactWebhookAttempt").Step,
        new TextErasure(database, "history of quarantine", "ListQuarantineTexts", "RedactQuarantineHistory").Step,
        new TextErasure(database, "address marks", "ListMarkAddresses", "DeleteMark", "removed").Step,
        new TextErasure(database, "counted failures", "ListStrikeAddresses", "DeleteStrike", "removed").Step,
        new TextErasure(database, "corrected addresses", "ListCorrectionAddresses", "DeleteCorrection", "removed").Step,
        new TextErasure(database, "notes on marks", "ListMarkNotes", "RedactMark").Step,
        new TextErasure(database, "history of marks", "ListMarkHistoryNotes", "RedactMarkHistory").Step,
        new SentContentErasure(database).Step,
        new TextErasure(database, "sent recipients", "ListSentRecipients", "RedactSentRecipient").Step,
        new TextErasure(database, "senders of sent mails", "ListSentAddresses", "RedactSentAddresses").Step,
        new TextErasure(database, "subjects of sent mails", "ListSentSubjects", "RedactSentSubject").Step,
        new TextErasure(database, "customers of sent mails", "ListSentCustomers", "RedactSentCustomer").Step,
        new TextErasure(database, "transmissions", "ListTransmissionTexts", "RedactTransmission").Step,
        new TextErasure(database, "servers of transmissions", "ListTransmissionServers", "RedactTransmissionServer").Step,
        new TextErasure(database, "history of transmissions", "ListTransmissionHistory", "RedactTransmissionHistory").Step,
        new TextErasure(database, "rows of mass mail", "ListBatchRowTexts", "DeleteBatchRow", "removed").Step,
        new TextErasure(database, "letters of mass mail", "ListBatchLetters", "RedactBatchLetter").Step,
        new TextErasure(database, "names and subjects of mass mail", "ListBatchHeads", "RedactBatchHead").Step,
    ];

    /// <summary>Tells what would be erased, or erases it, searches again and writes the database file anew.</summary>
    /// <param name="request">What is to be erased.</param>
    /// <param name="progress">Told after each page.</param>
    /// <param name="cancellationToken">Ends between two pages; the same request goes on there.</param>
    public async Task<ErasureResult> RunAsync(
        ErasureRequest request, IProgress<ErasureProgress>? progress, CancellationToken cancellationToken)
    {
        if (!request.Apply)
        {
            return new ErasureResult(await FindAsync(request.Scope, progress, cancellationToken), null, false, null);
        }

        var (lease, holder) = await leases.TryTakeAsync(Lease, LeaseOwner.Current, cancellationToken);
        if (lease is null)
        {
            return new ErasureResult(null, null, false, holder);
        }

        await using var heartbeat = new LeaseHeartbeat(leases, lease, time, logger);
        var record = await store.BeginAsync(request, cancellationToken);
        record = await EraseAsync(request.Scope, record, progress, cancellationToken);
        var isRebuilt = await RebuildAsync(record.Id, cancellationToken);
        var left = await FindAsync(request.Scope, null, cancellationToken);
        PrivacyLog.Erased(
            logger, record.Id, record.RequestedBy, record.RawMails, record.EventsRemoved, record.Quarantined, record.EventsRedacted, record.OtherRows, left.Total);
        return new ErasureResult(record.Sums, left, isRebuilt, null);
    }

    private async Task<ErasureSums> FindAsync(ErasureScope scope, IProgress<ErasureProgress>? progress, CancellationToken cancellationToken)
    {
        var sums = new ErasureSums();
        foreach (var step in _steps)
        {
            for (ErasurePage? page = null; page is not { IsLast: true };)
            {
                page = await step.Find(scope, page?.Position ?? 0, cancellationToken);
                sums = page.Hits.Aggregate(sums, (sum, hit) => sum.Plus(hit.Counts));
                progress?.Report(new ErasureProgress(step.Name, page.Position, page.Hits));
            }
        }

        return sums;
    }

    private async Task<ErasureRecord> EraseAsync(
        ErasureScope scope, ErasureRecord record, IProgress<ErasureProgress>? progress, CancellationToken cancellationToken)
    {
        for (var pages = 1; record.Step < _steps.Length; pages++)
        {
            var step = _steps[record.Step];
            var page = await step.Find(scope, record.Position, cancellationToken);
            record = With(record, page);
            if (page.Hits.Count > 0 || page.IsLast || pages % PagesPerNote == 0)
            {
                await EraseAsync(scope, step, page.Hits, record, cancellationToken);
            }

            progress?.Report(new ErasureProgress(step.Name, page.Position, page.Hits));
        }

        return record;
    }

    private ErasureRecord With(ErasureRecord record, ErasurePage page)
    {
        var sums = page.Hits.Aggregate(record.Sums, (sum, hit) => sum.Plus(hit.Counts));
        var next = record.Step + (page.IsLast ? 1 : 0);
        return record with
        {
            Step = next,
            Position = page.IsLast ? 0 : page.Position,
            RawMails = sums.RawMails,
            EventsRemoved = sums.EventsRemoved,
            EventsRedacted = sums.EventsRedacted,
            Quarantined = sums.Quarantined,
            OtherRows = sums.OtherRows,
            EndedAt = next == _steps.Length ? time.GetUtcNow() : null,
        };
    }

    private async Task EraseAsync(
        ErasureScope scope, ErasureStep step, IReadOnlyList<ErasureHit> hits, ErasureRecord record, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await DatabaseSpace.OverwriteDeletedAsync(connection, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await step.Erase(scope, hits, transaction, cancellationToken);
        await ErasureStore.NoteAsync(record, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // Pages that were rewritten before, by whatever, may hold old copies of rows: only a new file has none.
    private async Task<bool> RebuildAsync(long id, CancellationToken cancellationToken)
    {
        try
        {
            var isWhole = await new DatabaseSpace(database, time).CompactAsync(cancellationToken);
            if (!isWhole)
            {
                PrivacyLog.NotRebuilt(logger, id, "another process keeps reading the old pages");
            }

            return isWhole;
        }
        catch (DbException fault)
        {
            PrivacyLog.NotRebuilt(logger, id, fault.Message);
            return false;
        }
    }
}
