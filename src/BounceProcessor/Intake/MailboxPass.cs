using System.Runtime.ExceptionServices;

using BounceProcessor.Diagnosis;
using BounceProcessor.Mailboxes;
using BounceProcessor.Telemetry;

namespace BounceProcessor.Intake;

/// <summary>Where one run through one mailbox stands. The stages of the run tell it at the same time.</summary>
internal sealed class MailboxPass(
    IntakeRequest request, IMailSource source, LedgerMailbox mailbox, RunCount count, IProgress<IntakeProgress>? progress)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MailEntry> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MailEntry> _missing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _over = new(StringComparer.Ordinal);
    private readonly ListingPosition _position = new();
    private ExceptionDispatchInfo? _settleFault;

    public IntakeRequest Request => request;

    public IMailSource Source => source;

    public LedgerMailbox Mailbox => mailbox;

    public bool IsTimeUp => count.IsTimeUp;

    /// <summary>The rules the run began with judge all its mails.</summary>
    public required MailDiagnoser Diagnoser { get; init; }

    /// <summary>The mails that earlier runs were not handed.</summary>
    public required IReadOnlyDictionary<string, LeftMail> Left { get; init; }

    /// <summary>Of these, the ones that are done by now or no longer in the mailbox.</summary>
    public IReadOnlyCollection<string> Over => _over;

    /// <summary>What was asked for in this run and did not come.</summary>
    public IReadOnlyCollection<MailEntry> Missing => _missing.Values;

    /// <summary>Whether a mail was listed before in this run and is not done: some mailboxes show a mail twice when its name changes meanwhile.</summary>
    public bool IsOpen(MailEntry entry)
    {
        lock (_gate)
        {
            return _open.ContainsKey(entry.Key);
        }
    }

    /// <summary>A page was listed; its fresh mails are to be done.</summary>
    public void List(IReadOnlyList<MailEntry> entries, IReadOnlyList<MailEntry> fresh)
    {
        lock (_gate)
        {
            count.List(entries.Count, entries.Count - fresh.Count);
            foreach (var entry in entries)
            {
                _position.Saw(entry);
            }

            foreach (var entry in fresh)
            {
                _open.Add(entry.Key, entry);
            }
        }
    }

    /// <summary>Mails that earlier runs were not handed are asked for again. Those behind the start of the listing are counted only now.</summary>
    public void Retry(IReadOnlyList<MailEntry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries.Where(entry => _open.TryAdd(entry.Key, entry)))
            {
                count.List(1, 0);
            }
        }
    }

    /// <summary>Mails that earlier runs were not handed are in the mailbox no longer.</summary>
    public void Gone(IEnumerable<string> keys)
    {
        lock (_gate)
        {
            _over.UnionWith(keys);
        }
    }

    /// <summary>A batch was filed and committed. What has no outcome did not come from the mailbox.</summary>
    public void Add(IReadOnlyList<MailEntry> batch, IReadOnlyList<MailOutcome> outcomes)
    {
        IntakeProgress state;
        lock (_gate)
        {
            foreach (var entry in batch)
            {
                _missing[entry.Key] = entry;
            }

            foreach (var outcome in outcomes)
            {
                _open.Remove(outcome.Entry.Key);
                _missing.Remove(outcome.Entry.Key);
                if (Left.ContainsKey(outcome.Entry.Key))
                {
                    _over.Add(outcome.Entry.Key);
                }

                count.Add(outcome);
            }

            state = new IntakeProgress(count.Seen, count.Done, outcomes);
        }

        progress?.Report(state);
    }

    /// <summary>
    /// Settles mails whose events are committed. When the mailbox refuses, filing goes on without settling, because a folder that cannot
    /// be written to must not keep bounces from being seen; the run ends with the fault, and the next one tries again.
    /// </summary>
    public async Task<bool> TrySettleAsync(IReadOnlyList<MailEntry> entries, CancellationToken cancellationToken)
    {
        if (_settleFault is null)
        {
            try
            {
                using var settle = IntakeTrace.Start(IntakeTrace.Settle, request.Mailbox, entries.Count);
                await source.SettleAsync(entries, cancellationToken);
                return true;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                _settleFault = ExceptionDispatchInfo.Capture(fault);
            }
        }

        lock (_gate)
        {
            foreach (var entry in entries)
            {
                _position.Leave(entry);
            }
        }

        return false;
    }

    /// <summary>The ledger knows by now that these are settled.</summary>
    public void Settled(int mails)
    {
        lock (_gate)
        {
            count.Settle(mails);
        }
    }

    /// <summary>Where the next listing may start, once what is missing is noted on its own; <see langword="null"/> when the start stays.</summary>
    public long? NextListing(bool complete, long lookBack)
    {
        foreach (var (key, entry) in _open)
        {
            if (!_missing.ContainsKey(key) && !Left.ContainsKey(key))
            {
                _position.Leave(entry);
            }
        }

        return _position.Next(complete, lookBack);
    }

    /// <summary>Ends a run that filed everything but could not settle.</summary>
    public void ThrowSettleFault() => _settleFault?.Throw();
}
