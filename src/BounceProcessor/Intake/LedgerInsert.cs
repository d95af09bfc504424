using System.Data.Common;

using BounceProcessor.Database;
using BounceProcessor.Diagnosis;

namespace BounceProcessor.Intake;

/// <summary>Notes in the ledger which mails are done, within the transaction that files them.</summary>
internal sealed class LedgerInsert(LedgerMailbox mailbox, bool settles, DateTimeOffset now, DbTransaction transaction) : IDisposable
{
    private static readonly string InsertLedger = SqlText.Load("Intake/Sql/InsertLedger.sql");

    private readonly PreparedStatement<MailOutcome> _ledger = new(transaction, InsertLedger,
    [
        ("@Id", _ => mailbox.Id),
        ("@Key", outcome => outcome.Entry.Key),
        ("@Outcome", outcome => outcome.Result.ToCode()),

        // What is not to be settled counts as settled at once: nothing is left to do for it.
        ("@Settled", outcome => !(settles && outcome.MaySettle)),
        ("@DoneAt", _ => now.ToUnixTimeMilliseconds()),
    ]);

    /// <summary>Notes one mail.</summary>
    /// <returns>Whether it was not noted before.</returns>
    public async Task<bool> AddAsync(MailOutcome outcome, CancellationToken cancellationToken) =>
        await _ledger.ExecuteAsync(outcome, cancellationToken) == 1;

    /// <inheritdoc/>
    public void Dispose() => _ledger.Dispose();
}
