using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Events;
using BounceProcessor.Matching;
using BounceProcessor.Telemetry;

using Dapper;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Intake.Quarantine;

/// <summary>Files a mail out of quarantine: its events, its ledger row and the end of its quarantine in one transaction.</summary>
internal sealed class QuarantineFiling(
    DbDataSource database, MatchedFiling filing, IntakeMetrics metrics, TimeProvider time, ILogger<QuarantineFiling> logger)
{
    private static readonly string UpdateDecided = SqlText.Load("Intake/Sql/UpdateDecided.sql");
    private static readonly string UpdateLedgerOutcome = SqlText.Load("Intake/Sql/UpdateLedgerOutcome.sql");
    private static readonly string LowerListFrom = SqlText.Load("Intake/Sql/LowerListFrom.sql");
    private static readonly string InsertHistory = SqlText.Load("Intake/Sql/InsertQuarantineHistory.sql");

    /// <summary>Files a mail.</summary>
    /// <param name="entry">The mail as the quarantine has it.</param>
    /// <param name="prepared">The mail as today's code has prepared it.</param>
    /// <param name="mail">The prepared mail itself.</param>
    /// <param name="settles">Whether its mailbox does something with mails once they are filed; the next run then does so.</param>
    /// <param name="by">Who had it tried.</param>
    /// <param name="cancellationToken">Rolls everything back.</param>
    /// <returns><see langword="null"/> when somebody else has filed or discarded it meanwhile.</returns>
    public async Task<MailOutcome?> FileAsync(
        QuarantineEntry entry, PreparedMail prepared, NewMail mail, bool settles, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var decided = new { entry.Id, State = QuarantineStates.Filed, Now = now, Nothing = Array.Empty<byte>() };
        if (await ExecuteAsync(UpdateDecided, decided) != 1)
        {
            return null;
        }

        var matched = (await filing.MatchAsync([mail], transaction, cancellationToken))[0];
        var outcome = Outcome(prepared with { Company = matched.Company }, matched, (await filing.FileAsync([matched], transaction, cancellationToken))[0]);
        var settled = !(settles && outcome.MaySettle);
        var key = new { entry.Mailbox, entry.Generation, Key = entry.MailKey, entry.Position, Outcome = outcome.Result.ToCode(), Settled = settled, Now = now };
        await ExecuteAsync(UpdateLedgerOutcome, key);
        if (!settled)
        {
            // The mailbox may have been listed beyond it long since.
            await ExecuteAsync(LowerListFrom, key);
        }

        var note = $"{outcome.Result.ToCode()}, {outcome.Added.Count} + {outcome.Updated.Count}";
        await ExecuteAsync(InsertHistory, new { entry.Id, At = now, By = by, Action = QuarantineActions.Filed, Note = note });
        await transaction.CommitAsync(cancellationToken);
        metrics.CountMail(entry.Mailbox, outcome.Result.ToCode(), outcome.Added.Count, outcome.Updated.Count);
        QuarantineLog.Filed(logger, entry.Id, entry.Mailbox, outcome.Result.ToCode(), outcome.Added.Count, outcome.Updated.Count, by);
        return outcome;

        Task<int> ExecuteAsync(string sql, object values) =>
            connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
    }

    private static MailOutcome Outcome(PreparedMail prepared, NewMail mail, FiledMail filed)
    {
        var kind = mail.Diagnosis.Reading.Kind;
        var result = filed.IsDuplicate ? MailResult.Duplicate
            : kind is MailKind.Failure or MailKind.Delay ? MailResult.Bounce
            : MailResult.NotABounce;
        return new MailOutcome(prepared.Raw.Entry, result, prepared.Company, kind, filed.Added, filed.Updated, null);
    }
}
