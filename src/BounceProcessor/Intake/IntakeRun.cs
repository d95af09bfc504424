using BounceProcessor.Mailboxes;
using BounceProcessor.Telemetry;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Intake;

/// <summary>
/// The only place that knows the whole line: list → subtract what the ledger has → read → diagnose → file and note in the ledger, in one
/// transaction a batch → commit → settle. It may break off anywhere: what is not committed is read again, what is committed but not
/// settled is settled by the next run, nothing is filed twice.
/// </summary>
internal sealed class IntakeRun(
    MailPreparation preparation, BatchFiling filing, PollLedger ledger, RunStore runs, IOptions<IntakeOptions> options)
{
    /// <summary>Takes in what is new in one mailbox.</summary>
    /// <param name="request">Which mailbox.</param>
    /// <param name="source">The mailbox, not opened yet; the caller disposes of it.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Rolls the batch in hand back; what was committed stays.</param>
    /// <exception cref="MailboxException">The mailbox cannot be used; the run is stored with the error.</exception>
    /// <exception cref="System.Data.Common.DbException">The database is full, locked or gone; of the batch in hand nothing is filed and nothing is settled.</exception>
    public async Task<RunSummary> RunAsync(
        IntakeRequest request, IMailSource source, IProgress<IntakeProgress>? progress, CancellationToken cancellationToken)
    {
        using var poll = IntakeTrace.Start(IntakeTrace.Poll, request.Mailbox, null);
        var diagnoser = preparation.Diagnoser;
        var count = await runs.StartAsync(request, cancellationToken);
        try
        {
            var generation = await source.OpenAsync(cancellationToken);
            var mailbox = await ledger.OpenAsync(request, generation, cancellationToken);
            var pass = new MailboxPass(request, source, mailbox, count, progress) { Diagnoser = diagnoser };
            await DrainAsync(pass, cancellationToken);
        }
        catch (Exception fault)
        {
            await runs.FinishBrokenAsync(count, fault);
            throw;
        }

        // Everything is done; a shutdown at this moment must not make it look as if the run had been killed.
        return await runs.FinishAsync(count, null, CancellationToken.None);
    }

    private async Task DrainAsync(MailboxPass pass, CancellationToken cancellationToken)
    {
        var complete = true;
        await using var pages = pass.Source.ListAsync(pass.Mailbox.ListFrom, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextPageAsync(pass, pages) is { } page)
        {
            if (!await TakePageAsync(pass, page, cancellationToken))
            {
                complete = false;
                break;
            }
        }

        pass.LeaveOpen();
        if (!pass.Request.DryRun && pass.Position.Next(complete, options.Value.LookBack) is { } next && next != pass.Mailbox.ListFrom)
        {
            await ledger.SetListFromAsync(pass.Mailbox, next, cancellationToken);
        }

        pass.ThrowSettleFault();
    }

    private static async Task<IReadOnlyList<MailEntry>?> NextPageAsync(MailboxPass pass, IAsyncEnumerator<IReadOnlyList<MailEntry>> pages)
    {
        using var list = IntakeTrace.Start(IntakeTrace.List, pass.Request.Mailbox, null);
        if (!await pages.MoveNextAsync())
        {
            return null;
        }

        list?.SetTag(IntakeTrace.MailsTag, pages.Current.Count);
        return pages.Current;
    }

    // False when the time is up.
    private async Task<bool> TakePageAsync(MailboxPass pass, IReadOnlyList<MailEntry> page, CancellationToken cancellationToken)
    {
        MailEntry[] entries = [.. page.DistinctBy(entry => entry.Key, StringComparer.Ordinal)];
        var known = await ledger.KnownAsync(pass.Mailbox, [.. entries.Select(entry => entry.Key)], cancellationToken);
        MailEntry[] fresh = [.. entries.Where(entry => !known.ContainsKey(entry.Key))];
        pass.List(entries, fresh);

        // Committed by a run that broke off before it could settle.
        await SettleAsync(
            pass, [.. entries.Where(entry => known.TryGetValue(entry.Key, out var settled) && !settled)], cancellationToken);
        foreach (var batch in MailBatches.Split(fresh, options.Value, pass.Request.Options.SizeLimitBytes))
        {
            if (pass.Count.IsTimeUp)
            {
                return false;
            }

            await TakeBatchAsync(pass, batch, cancellationToken);
        }

        return true;
    }

    private async Task TakeBatchAsync(MailboxPass pass, IReadOnlyList<MailEntry> batch, CancellationToken cancellationToken)
    {
        var raw = await ReadAsync(pass, batch, cancellationToken);
        var prepared = await PrepareAsync(pass, raw, cancellationToken);
        var outcomes = await filing.FileAsync(pass.Mailbox, prepared, pass.Request, cancellationToken);

        // From here on it is committed.
        pass.Add(outcomes);
        await SettleAsync(
            pass, [.. outcomes.Where(outcome => outcome.MaySettle).Select(outcome => outcome.Entry)], cancellationToken);
    }

    private static async Task<List<RawMail>> ReadAsync(
        MailboxPass pass, IReadOnlyList<MailEntry> batch, CancellationToken cancellationToken)
    {
        using var fetch = IntakeTrace.Start(IntakeTrace.Fetch, pass.Request.Mailbox, batch.Count);
        var wanted = batch.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        List<RawMail> raw = new(batch.Count);
        await foreach (var mail in pass.Source.ReadAsync(batch, pass.Request.Options.SizeLimitBytes, cancellationToken))
        {
            // A server may send what was not asked for, and the same mail twice.
            if (wanted.Remove(mail.Entry.Key))
            {
                raw.Add(mail);
            }
        }

        return raw;
    }

    private async Task<IReadOnlyList<PreparedMail>> PrepareAsync(MailboxPass pass, List<RawMail> raw, CancellationToken cancellationToken)
    {
        using var diagnose = IntakeTrace.Start(IntakeTrace.Diagnose, pass.Request.Mailbox, raw.Count);
        return await preparation.PrepareAsync(raw, pass.Request, pass.Diagnoser, cancellationToken);
    }

    private async Task SettleAsync(MailboxPass pass, IReadOnlyList<MailEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0 || pass.Request.DryRun)
        {
            return;
        }

        if (await pass.TrySettleAsync(entries, cancellationToken))
        {
            using var mark = IntakeTrace.Start(IntakeTrace.MarkSettled, pass.Request.Mailbox, entries.Count);
            await ledger.MarkSettledAsync(pass.Mailbox, entries.Select(entry => entry.Key), cancellationToken);
            pass.Count.Settle(entries.Count);
        }
    }
}
