using BounceProcessor.Intake;

namespace BounceProcessor.Polling;

/// <summary>Tells a run that goes on from one whose process was killed: neither has an end, but only the first has the lease of its mailbox.</summary>
internal sealed class RunStates(MailboxLeases leases, TimeProvider time)
{
    /// <summary>How it stands with a run.</summary>
    public async Task<RunState> OfAsync(RunSummary run, CancellationToken cancellationToken) => run switch
    {
        { Error: not null } => RunState.Failed,
        { EndedAt: not null } => RunState.Ended,
        _ => await HasLeaseAsync(run, cancellationToken) ? RunState.Running : RunState.Killed,
    };

    /// <summary>Who works on a mailbox now; <see langword="null"/> when nobody does.</summary>
    public async Task<LeaseHolder?> HolderAsync(string mailbox, CancellationToken cancellationToken) =>
        await leases.FindAsync(mailbox, cancellationToken) is { } holder && holder.ExpiresAt > time.GetUtcNow() && !LeaseOwner.IsDead(holder.Owner)
            ? holder
            : null;

    // A lease taken later belongs to a later run.
    private async Task<bool> HasLeaseAsync(RunSummary run, CancellationToken cancellationToken) =>
        await HolderAsync(run.Mailbox, cancellationToken) is { } holder && holder.TakenAt <= run.StartedAt;
}
