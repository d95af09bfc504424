using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Events;
using BounceProcessor.Telemetry;

namespace BounceProcessor.Intake;

/// <summary>Files one batch: events, mails, quarantine and ledger in one transaction.</summary>
internal sealed class BatchFiling(
    DbDataSource database, EventStore events, PollLedger ledger, MailQuarantine quarantine, IntakeMetrics metrics)
{
    /// <summary>Files a batch and commits it; a dry run rolls it back instead. Nothing of it is written when this throws.</summary>
    /// <returns>One outcome a mail, in the same order.</returns>
    /// <exception cref="DbException">The database is full, locked or gone.</exception>
    public async Task<IReadOnlyList<MailOutcome>> FileAsync(
        LedgerMailbox mailbox, IReadOnlyList<PreparedMail> batch, IntakeRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<MailOutcome> outcomes;
        try
        {
            outcomes = await FileTogetherAsync(mailbox, batch, request, cancellationToken);
        }
        catch (Exception fault) when (StorageFault.IsOfOneMail(fault))
        {
            // One of them is the culprit; the others must not wait for it.
            outcomes = await FileOneByOneAsync(mailbox, batch, request, cancellationToken);
        }

        if (!request.DryRun)
        {
            foreach (var outcome in outcomes)
            {
                metrics.CountMail(request.Mailbox, outcome.Result.ToCode(), outcome.Added.Count, outcome.Updated.Count);
            }
        }

        return outcomes;
    }

    private async Task<List<MailOutcome>> FileOneByOneAsync(
        LedgerMailbox mailbox, IReadOnlyList<PreparedMail> batch, IntakeRequest request, CancellationToken cancellationToken)
    {
        List<MailOutcome> outcomes = [];
        foreach (var mail in batch)
        {
            try
            {
                outcomes.AddRange(await FileTogetherAsync(mailbox, [mail], request, cancellationToken));
            }
            catch (Exception fault) when (mail.Fault is null && StorageFault.IsOfOneMail(fault))
            {
                var aside = mail with { Mail = null, Fault = fault.ToString() };
                outcomes.AddRange(await FileTogetherAsync(mailbox, [aside], request, cancellationToken));
            }
        }

        return outcomes;
    }

    private async Task<List<MailOutcome>> FileTogetherAsync(
        LedgerMailbox mailbox, IReadOnlyList<PreparedMail> batch, IntakeRequest request, CancellationToken cancellationToken)
    {
        using var file = IntakeTrace.Start(IntakeTrace.File, request.Mailbox, batch.Count);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var known = await PollLedger.KnownAsync(mailbox, [.. batch.Select(mail => mail.Raw.Entry.Key)], transaction, cancellationToken);
        List<MailOutcome> outcomes = new(batch.Count);
        foreach (var mail in batch)
        {
            outcomes.Add(known.ContainsKey(mail.Raw.Entry.Key)
                ? new MailOutcome(mail.Raw.Entry, MailResult.DoneMeanwhile, mail.Company, null, [], [], null)
                : await FileMailAsync(mailbox, mail, request, transaction, cancellationToken));
        }

        if (!request.DryRun)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return outcomes;
    }

    private async Task<MailOutcome> FileMailAsync(
        LedgerMailbox mailbox, PreparedMail mail, IntakeRequest request, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var outcome = await OutcomeAsync(mailbox, mail, request, transaction, cancellationToken);
        if (request.DryRun)
        {
            return outcome;
        }

        // What is not to be settled counts as settled at once: nothing is left to do for it.
        var added = await ledger.AddAsync(
            mailbox, mail.Raw.Entry.Key, outcome.Result.ToCode(), settled: !(outcome.MaySettle && request.Settles), transaction, cancellationToken);
        return added ? outcome : outcome with { Result = MailResult.DoneMeanwhile, Added = [], Updated = [] };
    }

    private async Task<MailOutcome> OutcomeAsync(
        LedgerMailbox mailbox, PreparedMail mail, IntakeRequest request, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var entry = mail.Raw.Entry;
        if (mail.Mail is null)
        {
            var fault = mail.Fault ?? "not prepared";
            await quarantine.AddAsync(mail, fault, request.Mailbox, mailbox.Generation, transaction, cancellationToken);
            return new MailOutcome(entry, MailResult.Quarantined, mail.Company, null, [], [], fault);
        }

        var kind = mail.Mail.Diagnosis.Reading.Kind;
        var filed = (await events.FileAsync([mail.Mail], transaction, cancellationToken))[0];
        if (filed.IsDuplicate)
        {
            return new MailOutcome(entry, MailResult.Duplicate, mail.Company, kind, [], [], null);
        }

        var result = kind is MailKind.Failure or MailKind.Delay ? MailResult.Bounce : MailResult.NotABounce;
        return new MailOutcome(entry, result, mail.Company, kind, filed.Added, filed.Updated, null);
    }
}
