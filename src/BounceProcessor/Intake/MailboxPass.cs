using System.Runtime.ExceptionServices;

using BounceProcessor.Diagnosis;
using BounceProcessor.Mailboxes;
using BounceProcessor.Telemetry;

namespace BounceProcessor.Intake;

/// <summary>Where one run through one mailbox stands.</summary>
internal sealed class MailboxPass(
    IntakeRequest request, IMailSource source, LedgerMailbox mailbox, RunCount count, IProgress<IntakeProgress>? progress)
{
    private readonly Dictionary<string, MailEntry> _open = new(StringComparer.Ordinal);
    private ExceptionDispatchInfo? _settleFault;

    public IntakeRequest Request => request;

    public IMailSource Source => source;

    public LedgerMailbox Mailbox => mailbox;

    public RunCount Count => count;

    /// <summary>The rules the run began with judge all its mails.</summary>
    public required MailDiagnoser Diagnoser { get; init; }

    /// <summary>Where the next listing starts.</summary>
    public ListingPosition Position { get; } = new();

    /// <summary>A page was listed; its fresh mails are to be done.</summary>
    public void List(IReadOnlyList<MailEntry> entries, IReadOnlyList<MailEntry> fresh)
    {
        LeaveOpen();
        count.List(entries.Count, entries.Count - fresh.Count);
        foreach (var entry in entries)
        {
            Position.Saw(entry);
        }

        foreach (var entry in fresh)
        {
            _open.Add(entry.Key, entry);
        }
    }

    /// <summary>These mails are done.</summary>
    public void Add(IReadOnlyList<MailOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            _open.Remove(outcome.Entry.Key);
            count.Add(outcome);
        }

        progress?.Report(new IntakeProgress(count.Seen, count.Done, outcomes));
    }

    /// <summary>The listing is over; what is still open is left for the next run.</summary>
    public void LeaveOpen()
    {
        foreach (var entry in _open.Values)
        {
            Position.Leave(entry);
        }

        _open.Clear();
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

        foreach (var entry in entries)
        {
            Position.Leave(entry);
        }

        return false;
    }

    /// <summary>Ends a run that filed everything but could not settle.</summary>
    public void ThrowSettleFault() => _settleFault?.Throw();
}
