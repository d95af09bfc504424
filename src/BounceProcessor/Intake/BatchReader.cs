using System.Threading.Channels;

using BounceProcessor.Mailboxes;
using BounceProcessor.Telemetry;

namespace BounceProcessor.Intake;

/// <summary>
/// The first stage of a run: lists the mailbox, subtracts what is done, and reads the rest in batches; as many at a time as the mailbox has
/// connections, handed on in the order of the mailbox. Mails that earlier runs were not handed come last, so that new mail never waits for them.
/// </summary>
internal sealed class BatchReader(MailboxPass pass, PollLedger ledger, IntakeOptions options, ChannelWriter<IReadOnlyList<MailEntry>> unsettled)
    : IDisposable
{
    private readonly Channel<Task<ReadBatch>> _batches = Channel.CreateBounded<Task<ReadBatch>>(
        new BoundedChannelOptions(pass.Source.Readers) { SingleReader = true, SingleWriter = true });

    private readonly SemaphoreSlim _turns = new(pass.Source.Readers);
    private readonly ByteGate _inHand = new(2 * options.BatchBytes);

    /// <summary>The batches, each as the task that reads it.</summary>
    public ChannelReader<Task<ReadBatch>> Batches => _batches.Reader;

    /// <summary>Whether the whole mailbox was listed and every batch begun; false when the time was up before.</summary>
    public bool IsComplete { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var pages = pass.Source.ListAsync(pass.Mailbox.ListFrom, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextPageAsync(pages, cancellationToken) is { } page)
        {
            if (!await BeginAsync(page, cancellationToken))
            {
                return;
            }
        }

        IsComplete = true;
        await RetryAsync(cancellationToken);
    }

    /// <summary>No batch comes any more.</summary>
    public void Complete() => _batches.Writer.Complete();

    /// <summary>A batch is filed: its bytes are no longer in hand.</summary>
    public void Release(long bytes) => _inHand.Release(bytes);

    /// <summary>Waits for readings that nobody took over.</summary>
    public async Task AbandonAsync()
    {
        while (_batches.Reader.TryRead(out var reading))
        {
            await reading.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Makes a call to the mailbox when one of its connections is free.</summary>
    public async Task<T> InTurnAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await call();
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private Task<MailEntry[]?> NextPageAsync(IAsyncEnumerator<IReadOnlyList<MailEntry>> pages, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            using var list = IntakeTrace.Start(IntakeTrace.List, pass.Request.Mailbox, null);
            if (!await pages.MoveNextAsync())
            {
                return null;
            }

            MailEntry[] entries = [.. pages.Current.DistinctBy(entry => entry.Key, StringComparer.Ordinal)];
            list?.SetTag(IntakeTrace.MailsTag, entries.Length);
            return entries;
        },
        cancellationToken);

    // False when the time is up.
    private async Task<bool> BeginAsync(MailEntry[] listed, CancellationToken cancellationToken)
    {
        MailEntry[] page = [.. listed.Where(entry => !pass.IsOpen(entry))];
        var known = await ledger.KnownAsync(pass.Mailbox, [.. page.Select(entry => entry.Key)], cancellationToken);
        MailEntry[] fresh = [.. page.Where(entry => !known.ContainsKey(entry.Key))];
        pass.List(page, fresh);

        // Committed by a run that broke off before it could settle.
        MailEntry[] committed = [.. page.Where(entry => known.TryGetValue(entry.Key, out var settled) && !settled)];
        if (committed.Length > 0 && pass.Request.Settles)
        {
            await unsettled.WriteAsync(committed, cancellationToken);
        }

        return await BeginAsync(fresh.Where(entry => !pass.Left.ContainsKey(entry.Key)), cancellationToken);
    }

    private async Task<bool> BeginAsync(IEnumerable<MailEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var batch in MailBatches.Split([.. entries], options, pass.Request.Options.SizeLimitBytes))
        {
            var bytes = batch.Sum(entry => Math.Min(entry.SizeBytes, pass.Request.Options.SizeLimitBytes));
            await _inHand.TakeAsync(bytes, cancellationToken);
            await _batches.Writer.WaitToWriteAsync(cancellationToken);
            await _turns.WaitAsync(cancellationToken);
            if (pass.IsTimeUp)
            {
                _turns.Release();
                return false;
            }

            // There is room for it: whoever starts a reading hands it over, so that none is left behind.
            _batches.Writer.TryWrite(ReadAsync(batch, bytes, cancellationToken));
        }

        return true;
    }

    private async Task RetryAsync(CancellationToken cancellationToken)
    {
        MailEntry[] due = [.. pass.Left.Values.Where(ledger.IsDue).Select(mail => mail.Entry)];
        if (due.Length == 0 || pass.IsTimeUp)
        {
            return;
        }

        var listed = await InTurnAsync(() => pass.Source.FindAsync(due, cancellationToken), cancellationToken);
        pass.Gone(due.Select(entry => entry.Key).Except(listed.Select(entry => entry.Key), StringComparer.Ordinal));
        pass.Retry(listed);
        await BeginAsync(listed, cancellationToken);
    }

    private async Task<ReadBatch> ReadAsync(IReadOnlyList<MailEntry> batch, long bytes, CancellationToken cancellationToken)
    {
        try
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

            return new ReadBatch(batch, raw, bytes);
        }
        finally
        {
            _turns.Release();
        }
    }
}
