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
    /// <param name="source">The mailbox, not opened yet or open from the run before; the caller disposes of it.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Rolls the batches in hand back; what was committed stays.</param>
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
            var left = await ledger.LeftAsync(mailbox, cancellationToken);
            await DrainAsync(
                new MailboxPass(request, source, mailbox, count, progress)
                {
                    Diagnoser = diagnoser,
                    Left = left.ToDictionary(mail => mail.Key, StringComparer.Ordinal),
                },
                cancellationToken);
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
        using var pipeline = new IntakePipeline(pass, preparation, filing, ledger, options.Value);
        var complete = await pipeline.RunAsync(cancellationToken);
        if (!pass.Request.DryRun)
        {
            await NoteLeftAsync(pass, cancellationToken);
            if (pass.NextListing(complete, options.Value.LookBack) is { } next && next != pass.Mailbox.ListFrom)
            {
                await ledger.SetListFromAsync(pass.Mailbox, next, cancellationToken);
            }
        }

        pass.ThrowSettleFault();
    }

    // Before the listing's start moves past them.
    private async Task NoteLeftAsync(MailboxPass pass, CancellationToken cancellationToken)
    {
        HashSet<string> over = [.. pass.Over];
        if (pass.Missing.Count > 0)
        {
            var listed = await pass.Source.FindAsync([.. pass.Missing], cancellationToken);
            over.UnionWith(pass.Missing.Select(entry => entry.Key).Except(listed.Select(entry => entry.Key), StringComparer.Ordinal));
            if (listed.Count > 0)
            {
                await ledger.LeaveAsync(pass.Mailbox, pass.Request.Options.Company, [.. listed.Select(Left)], cancellationToken);
            }
        }

        if (pass.Left.Count > 0 && over.Count > 0)
        {
            await ledger.ForgetLeftAsync(pass.Mailbox, over, cancellationToken);
        }

        (MailEntry Entry, LeftMail? Before, string Fault) Left(MailEntry entry) =>
            (entry, pass.Left.GetValueOrDefault(entry.Key), pass.Source.FaultOf(entry) ?? "the mailbox lists it but does not hand it over");
    }
}
