using System.Data.Common;

using Dapper;

namespace BounceProcessor.Polling;

/// <summary>
/// Keeps two processes from polling one mailbox at once. Filing stays right without it, since it is idempotent; this saves the work and keeps
/// the numbers of a run meaningful. The lease of a process that died on this machine is free at once, that of another machine when it expires.
/// </summary>
internal sealed class MailboxLeases(DbDataSource database, TimeProvider time)
{
    /// <summary>How long a lease lasts without a heartbeat.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private static readonly string Take = SqlText.Load("Polling/Sql/TakeLease.sql");
    private static readonly string Renew = SqlText.Load("Polling/Sql/RenewLease.sql");
    private static readonly string Release = SqlText.Load("Polling/Sql/ReleaseLease.sql");
    private static readonly string Find = SqlText.Load("Polling/Sql/FindLease.sql");

    /// <summary>Takes the lease.</summary>
    /// <returns>The lease, or who holds it.</returns>
    public async Task<(MailboxLease? Lease, LeaseHolder? Holder)> TryTakeAsync(string mailbox, string owner, CancellationToken cancellationToken)
    {
        var lease = await TakeAsync(mailbox, owner, deadFencing: null, cancellationToken);
        if (lease is not null)
        {
            return (lease, null);
        }

        var holder = await FindAsync(mailbox, cancellationToken);
        if (holder is not null && LeaseOwner.IsDead(holder.Owner))
        {
            // By its number: should somebody else have been faster, the number is another by now.
            lease = await TakeAsync(mailbox, owner, holder.Fencing, cancellationToken);
            holder = lease is null ? await FindAsync(mailbox, cancellationToken) : null;
        }

        return (lease, holder);
    }

    /// <summary>Says that the holder is at work.</summary>
    /// <returns>False when the lease has passed to another.</returns>
    public async Task<bool> RenewAsync(MailboxLease lease, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            Renew, new { lease.Mailbox, lease.Fencing, Now = now, ExpiresAt = now + Length }, cancellationToken: cancellationToken)) == 1;
    }

    /// <summary>Gives the lease back, if it is still held.</summary>
    public async Task ReleaseAsync(MailboxLease lease, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Release, new { lease.Mailbox, lease.Fencing, Now = time.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    /// <summary>The last holder of a mailbox's lease; null when there never was one.</summary>
    public async Task<LeaseHolder?> FindAsync(string mailbox, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<LeaseHolder>(
            new CommandDefinition(Find, new { Mailbox = mailbox }, cancellationToken: cancellationToken));
    }

    private async Task<MailboxLease?> TakeAsync(string mailbox, string owner, long? deadFencing, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var fencing = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            Take,
            new { Mailbox = mailbox, Owner = owner, Now = now, ExpiresAt = now + Length, DeadFencing = deadFencing },
            cancellationToken: cancellationToken));
        return fencing is { } number ? new MailboxLease(mailbox, number) : null;
    }
}
