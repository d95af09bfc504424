using System.Data.Common;

using Dapper;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Intake.Quarantine;

/// <summary>Notes each try of a mail before it begins, so that a mail that takes the process down is not tried for ever.</summary>
internal sealed class QuarantineAttempts(DbDataSource database, TimeProvider time, ILogger<QuarantineAttempts> logger)
{
    private static readonly string Begin = SqlText.Load("Intake/Sql/BeginAttempt.sql");
    private static readonly string End = SqlText.Load("Intake/Sql/EndAttempt.sql");
    private static readonly string ListLost = SqlText.Load("Intake/Sql/ListLostAttempts.sql");
    private static readonly string UpdateStuck = SqlText.Load("Intake/Sql/UpdateStuck.sql");
    private static readonly string UpdateFailed = SqlText.Load("Intake/Sql/UpdateFailedAgain.sql");
    private static readonly string ListDue = SqlText.Load("Intake/Sql/ListDueQuarantine.sql");
    private static readonly string InsertHistory = SqlText.Load("Intake/Sql/InsertQuarantineHistory.sql");

    /// <summary>Mails that wait, in the order of their numbers.</summary>
    /// <param name="fingerprint">Of these, those that failed under other code or rules; <see langword="null"/> for all.</param>
    /// <param name="after">Beginning behind this number.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<long>> DueAsync(string? fingerprint, long after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ids = await connection.QueryAsync<long>(new CommandDefinition(
            ListDue, new { Fingerprint = fingerprint, After = after, Limit = limit }, cancellationToken: cancellationToken));
        return ids.AsList();
    }

    /// <summary>Whether some mail is noted as being tried.</summary>
    public async Task<bool> AnyOpenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<LostRow>(new CommandDefinition(ListLost, cancellationToken: cancellationToken))).Any();
    }

    /// <summary>Notes that a try begins.</summary>
    /// <param name="id">The mail.</param>
    /// <param name="owner">The process that tries.</param>
    /// <param name="cancellationToken">Nothing is noted.</param>
    /// <returns>False when there is none of that number that waits or is stuck.</returns>
    public async Task<bool> BeginAsync(long id, string owner, CancellationToken cancellationToken) =>
        await ExecuteAsync(Begin, new { Id = id, Owner = owner, Now = time.GetUtcNow() }, cancellationToken) == 1;

    /// <summary>Notes that a try broke off for a reason that lies not in the mail; it is tried again later.</summary>
    public Task EndAsync(long id, CancellationToken cancellationToken) => ExecuteAsync(End, new { Id = id }, cancellationToken);

    /// <summary>Notes that our code failed again.</summary>
    public async Task FailAsync(QuarantineEntry entry, string fault, string fingerprint, string by, CancellationToken cancellationToken)
    {
        var line = QuarantineEntry.FirstLine(fault);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            UpdateFailed, new { entry.Id, Fault = fault, Fingerprint = fingerprint }, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            InsertHistory,
            new { entry.Id, At = time.GetUtcNow(), By = by, Action = QuarantineActions.FailedAgain, Note = line },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        QuarantineLog.FailedAgain(logger, entry.Id, entry.Mailbox, line, by);
    }

    /// <summary>
    /// Leaves to a person what a process did not come back from. Only for the process that alone may try mails: what others have noted, they
    /// are not at any more.
    /// </summary>
    /// <param name="owner">This process; what it noted itself and could not take back is tried again.</param>
    /// <param name="words">A process for people.</param>
    /// <param name="cancellationToken">Ends between two mails.</param>
    public async Task CloseLostAsync(string owner, Func<string, string> words, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var lost = await connection.QueryAsync<LostRow>(new CommandDefinition(ListLost, cancellationToken: cancellationToken));
        foreach (var row in lost)
        {
            if (row.TriedBy == owner)
            {
                await EndAsync(row.Id, cancellationToken);
                continue;
            }

            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(UpdateStuck, new { row.Id }, transaction, cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new CommandDefinition(
                InsertHistory,
                new { row.Id, At = time.GetUtcNow(), By = QuarantineStates.System, Action = QuarantineActions.DidNotComeBack, Note = words(row.TriedBy) },
                transaction,
                cancellationToken: cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            QuarantineLog.DidNotComeBack(logger, row.Id, row.Mailbox, words(row.TriedBy));
        }
    }

    private async Task<int> ExecuteAsync(string sql, object values, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
    }

    private sealed class LostRow
    {
        public long Id { get; init; }

        public string Mailbox { get; init; } = "";

        public string TriedBy { get; init; } = "";
    }
}
