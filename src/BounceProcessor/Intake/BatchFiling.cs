using System.Data.Common;

using BounceProcessor.Database;
using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Events;
using BounceProcessor.Matching;
using BounceProcessor.Telemetry;

namespace BounceProcessor.Intake;

/// <summary>Files one batch: events, mails, quarantine and ledger in one transaction.</summary>
internal sealed class BatchFiling(
    DbDataSource database, MatchedFiling filing, PollLedger ledger, MailQuarantine quarantine, IntakeMetrics metrics)
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
            catch (Exception fault) when (StorageFault.IsOfOneMail(fault))
            {
                outcomes.AddRange(await SetAsideAsync(mailbox, mail with { Mail = null, Fault = mail.Fault ?? fault.ToString() }, request, cancellationToken));
            }
        }

        return outcomes;
    }

    private async Task<IReadOnlyList<MailOutcome>> SetAsideAsync(
        LedgerMailbox mailbox, PreparedMail mail, IntakeRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await FileTogetherAsync(mailbox, [mail], request, cancellationToken);
        }
        catch (Exception fault) when (StorageFault.IsOfOneMail(fault))
        {
            // Even its bytes cannot be stored, for they are too many; without them it is noted, and stays in its mailbox.
            var noted = mail with { Raw = mail.Raw with { Bytes = default }, Fault = $"{mail.Fault}\n\nIts bytes are not kept: {fault.Message}" };
            return await FileTogetherAsync(mailbox, [noted], request, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<MailOutcome>> FileTogetherAsync(
        LedgerMailbox mailbox, IReadOnlyList<PreparedMail> batch, IntakeRequest request, CancellationToken cancellationToken)
    {
        using var file = IntakeTrace.Start(IntakeTrace.File, request.Mailbox, batch.Count);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (database is SqliteDataSource sqlite)
        {
            await sqlite.KeepLogShortAsync(connection, cancellationToken);
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var known = await PollLedger.KnownAsync(mailbox, [.. batch.Select(mail => mail.Raw.Entry.Key)], transaction, cancellationToken);
        batch = await MatchedAsync(batch, known, request, transaction, cancellationToken);
        var fresh = batch.Where(mail => !known.ContainsKey(mail.Raw.Entry.Key));
        var filed = await filing.FileAsync([.. fresh.Select(mail => mail.Mail).OfType<NewMail>()], transaction, cancellationToken);
        var outcomes = Outcomes(batch, known, filed);
        if (!request.DryRun)
        {
            await NoteAsync(mailbox, batch, outcomes, request, transaction, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return outcomes;
    }

    // Of a mailbox where people get their mail, only bounces of mail that we sent are ours; of the rest not even a fault is kept.
    private async Task<IReadOnlyList<PreparedMail>> MatchedAsync(
        IReadOnlyList<PreparedMail> batch,
        IReadOnlyDictionary<string, bool> known,
        IntakeRequest request,
        DbTransaction transaction,
        CancellationToken cancellationToken)
    {
        var fresh = batch.Where(mail => !known.ContainsKey(mail.Raw.Entry.Key)).Select(mail => mail.Mail).OfType<NewMail>().ToArray();
        var matched = await filing.MatchAsync(fresh, transaction, cancellationToken);
        var next = 0;
        return [.. batch.Select(prepared => known.ContainsKey(prepared.Raw.Entry.Key) ? prepared : With(prepared, prepared.Mail is null ? null : matched[next++]))];

        PreparedMail With(PreparedMail prepared, NewMail? mail) =>
            request.Options.BouncesOnly && (mail is null || !OwnBounce.Is(mail))
                ? prepared with { Mail = null, Fault = null, IsNotOurs = true }
                : prepared with { Mail = mail, Company = mail?.Company ?? prepared.Company };
    }

    private static MailOutcome[] Outcomes(
        IReadOnlyList<PreparedMail> batch, IReadOnlyDictionary<string, bool> known, IReadOnlyList<FiledMail> filed)
    {
        var outcomes = new MailOutcome[batch.Count];
        var next = 0;
        for (var i = 0; i < outcomes.Length; i++)
        {
            var (mail, entry) = (batch[i], batch[i].Raw.Entry);
            outcomes[i] = mail switch
            {
                _ when known.ContainsKey(entry.Key) => Without(MailResult.DoneMeanwhile, null),
                { IsNotOurs: true } => Without(MailResult.NotOurs, null),
                { Mail: { } prepared } => Outcome(mail, prepared.Diagnosis.Reading.Kind, filed[next++]),
                _ => Without(MailResult.Quarantined, mail.Fault ?? "not prepared"),
            };

            MailOutcome Without(MailResult result, string? fault) => new(entry, result, mail.Company, null, [], [], fault);
        }

        return outcomes;
    }

    private static MailOutcome Outcome(PreparedMail mail, MailKind kind, FiledMail filed)
    {
        var result = filed.IsDuplicate
            ? MailResult.Duplicate
            : kind is MailKind.Failure or MailKind.Delay ? MailResult.Bounce : MailResult.NotABounce;
        return new MailOutcome(mail.Raw.Entry, result, mail.Company, kind, filed.Added, filed.Updated, null);
    }

    // Notes in the ledger what became of each mail, and keeps the bytes of those that our code failed on.
    private async Task NoteAsync(
        LedgerMailbox mailbox,
        IReadOnlyList<PreparedMail> batch,
        MailOutcome[] outcomes,
        IntakeRequest request,
        DbTransaction transaction,
        CancellationToken cancellationToken)
    {
        using var notes = ledger.Insert(mailbox, request.Settles, transaction);
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i].Result == MailResult.DoneMeanwhile)
            {
                continue;
            }

            // Bytes that are set aside already, from another mailbox or under another key, are not kept twice.
            if (outcomes[i] is { Result: MailResult.Quarantined, Fault: { } fault }
                && !await quarantine.AddAsync(batch[i], fault, request.Mailbox, mailbox.Generation, transaction, cancellationToken))
            {
                outcomes[i] = outcomes[i] with { Result = MailResult.Duplicate, Fault = null };
            }

            if (!await notes.AddAsync(outcomes[i], cancellationToken))
            {
                outcomes[i] = outcomes[i] with { Result = MailResult.DoneMeanwhile, Added = [], Updated = [] };
            }
        }
    }
}
