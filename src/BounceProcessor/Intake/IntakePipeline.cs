using System.Threading.Channels;

using BounceProcessor.Mailboxes;
using BounceProcessor.Telemetry;

namespace BounceProcessor.Intake;

/// <summary>
/// The stages of one run, each at another batch: while one batch is read from the mailbox, the one before is diagnosed, the one before
/// that is filed, and the mailbox is told about the ones whose events are committed. The order of the mailbox is kept. A stage that breaks
/// stops those before it; those behind it finish what they were given. Cancelled, all stop.
/// </summary>
internal sealed class IntakePipeline : IDisposable
{
    // Told in one command when the server is slower than the database.
    private const int MostSettledAtOnce = 2000;

    // Committed together when the disk is slower than the rest: a commit costs the same for many mails as for few.
    private const int BatchesACommit = 4;

    private readonly MailboxPass _pass;
    private readonly MailPreparation _preparation;
    private readonly BatchFiling _filing;
    private readonly PollLedger _ledger;
    private readonly BatchReader _reader;

    private readonly Channel<Batch> _prepared = Channel.CreateBounded<Batch>(new BoundedChannelOptions(BatchesACommit - 1) { SingleReader = true, SingleWriter = true });
    private readonly Channel<IReadOnlyList<MailEntry>> _committed = Channel.CreateBounded<IReadOnlyList<MailEntry>>(new BoundedChannelOptions(4) { SingleReader = true });

    // SQLite makes the second of two writers wait in growing steps; in one process they can simply take turns.
    private readonly SemaphoreSlim _writing = new(1);

    public IntakePipeline(MailboxPass pass, MailPreparation preparation, BatchFiling filing, PollLedger ledger, IntakeOptions options)
    {
        (_pass, _preparation, _filing, _ledger) = (pass, preparation, filing, ledger);
        _reader = new BatchReader(pass, ledger, options, _committed.Writer);
    }

    /// <summary>Runs until the mailbox is through or the time is up, and every stage has ended.</summary>
    /// <returns>Whether the whole mailbox was listed and every batch begun.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        using var settling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var filing = CancellationTokenSource.CreateLinkedTokenSource(settling.Token);
        using var preparing = CancellationTokenSource.CreateLinkedTokenSource(filing.Token);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(preparing.Token);
        Task[] stages =
        [
            StageAsync(_reader.RunAsync(reading.Token), null, _reader.Complete),
            StageAsync(PrepareAsync(preparing.Token), reading, () => _prepared.Writer.Complete()),
            StageAsync(FileAsync(filing.Token), preparing, () => _committed.Writer.Complete()),
            StageAsync(SettleAsync(settling.Token), filing, () => { }),
        ];
        await Task.WhenAll(stages).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _reader.AbandonAsync();
        if (Array.FindLast(stages, stage => !stage.IsCompletedSuccessfully) is { } broken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await broken; // what happened to the stages before it may only be the consequence
        }

        return _reader.IsComplete;
    }

    public void Dispose()
    {
        _writing.Dispose();
        _reader.Dispose();
    }

    private static async Task StageAsync(Task work, CancellationTokenSource? before, Action complete)
    {
        try
        {
            await work;
        }
        catch
        {
            await (before?.CancelAsync() ?? Task.CompletedTask);
            throw;
        }
        finally
        {
            complete();
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await foreach (var reading in _reader.Batches.ReadAllAsync(cancellationToken))
        {
            var (entries, raw, bytes) = await reading;
            using var diagnose = IntakeTrace.Start(IntakeTrace.Diagnose, _pass.Request.Mailbox, raw.Count);
            var prepared = await _preparation.PrepareAsync(raw, _pass.Request, _pass.Diagnoser, cancellationToken);
            diagnose?.Stop();
            await _prepared.Writer.WriteAsync(new Batch(entries, prepared, bytes), cancellationToken);
        }
    }

    private async Task FileAsync(CancellationToken cancellationToken)
    {
        while (await _prepared.Reader.WaitToReadAsync(cancellationToken))
        {
            List<Batch> batches = [];
            while (batches.Count < BatchesACommit && _prepared.Reader.TryRead(out var batch))
            {
                batches.Add(batch);
            }

            var outcomes = await WriteAsync(
                () => _filing.FileAsync(_pass.Mailbox, [.. batches.SelectMany(batch => batch.Mails)], _pass.Request, cancellationToken), cancellationToken);

            // From here on it is committed.
            _pass.Add([.. batches.SelectMany(batch => batch.Entries)], outcomes);
            _reader.Release(batches.Sum(batch => batch.Bytes));
            MailEntry[] done = [.. outcomes.Where(outcome => outcome.MaySettle).Select(outcome => outcome.Entry)];
            if (done.Length > 0 && _pass.Request.Settles)
            {
                await _committed.Writer.WriteAsync(done, cancellationToken);
            }
        }
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        while (await _committed.Reader.WaitToReadAsync(cancellationToken))
        {
            List<MailEntry> entries = [];
            while (entries.Count < MostSettledAtOnce && _committed.Reader.TryRead(out var more))
            {
                entries.AddRange(more);
            }

            if (await _reader.InTurnAsync(() => _pass.TrySettleAsync(entries, cancellationToken), cancellationToken))
            {
                await WriteAsync(() => MarkAsync(entries, cancellationToken), cancellationToken);
                _pass.Settled(entries.Count);
            }
        }
    }

    private async Task<bool> MarkAsync(List<MailEntry> entries, CancellationToken cancellationToken)
    {
        using var mark = IntakeTrace.Start(IntakeTrace.MarkSettled, _pass.Request.Mailbox, entries.Count);
        await _ledger.MarkSettledAsync(_pass.Mailbox, entries.Select(entry => entry.Key), cancellationToken);
        return true;
    }

    private async Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            return await write();
        }
        finally
        {
            _writing.Release();
        }
    }

    private sealed record Batch(IReadOnlyList<MailEntry> Entries, IReadOnlyList<PreparedMail> Mails, long Bytes);
}
