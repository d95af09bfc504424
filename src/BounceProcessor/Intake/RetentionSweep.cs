using System.Data.Common;

using BounceProcessor.Events;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Intake;

/// <summary>Removes what is older than retention says, in small transactions so that intake never waits long. The ledger and the hashes of filed mails stay.</summary>
internal sealed class RetentionSweep(
    DbDataSource database, EventRetention events, IOptions<RetentionOptions> options, TimeProvider time, ILogger<RetentionSweep> logger)
{
    private const int RowsPerTransaction = 500;

    private static readonly string DeleteQuarantine = SqlText.Load("Intake/Sql/DeleteQuarantine.sql");
    private static readonly string DeleteRuns = SqlText.Load("Intake/Sql/DeleteRuns.sql");

    /// <summary>Removes everything that is due.</summary>
    /// <param name="cancellationToken">Ends between two transactions; the next sweep goes on.</param>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var keep = options.Value;
        var removedEvents = await events.RemoveEventsAsync(now.AddDays(-keep.EventDays), RowsPerTransaction, cancellationToken);
        var removedMails = await events.RemoveRawMailsAsync(now.AddDays(-keep.RawMailDays), RowsPerTransaction, cancellationToken);
        var removedQuarantine = await RemoveAsync(DeleteQuarantine, now.AddDays(-keep.QuarantineDays), cancellationToken);
        var removedRuns = await RemoveAsync(DeleteRuns, now.AddDays(-keep.RunDays), cancellationToken);
        IntakeLog.Swept(logger, removedMails, removedEvents, removedQuarantine, removedRuns);
    }

    private async Task<long> RemoveAsync(string sql, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await EventRetention.RepeatAsync(connection, sql, before, RowsPerTransaction, cancellationToken);
    }
}
