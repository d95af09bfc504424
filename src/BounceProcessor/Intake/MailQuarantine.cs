using System.Data.Common;
using System.Security.Cryptography;

using BounceProcessor.Events;
using BounceProcessor.Intake.Quarantine;

using Dapper;

namespace BounceProcessor.Intake;

/// <summary>Mails that our own code could not deal with, with their bytes and the fault, so that the rest of the mailbox goes on.</summary>
internal sealed class MailQuarantine(TimeProvider time)
{
    private static readonly string FindMail = SqlText.Load("Events/Sql/FindMail.sql");
    private static readonly string UpdateSeenAgain = SqlText.Load("Intake/Sql/UpdateSeenAgain.sql");
    private static readonly string InsertQuarantine = SqlText.Load("Intake/Sql/InsertQuarantine.sql");
    private static readonly string InsertHistory = SqlText.Load("Intake/Sql/InsertQuarantineHistory.sql");

    /// <summary>Sets one mail aside, in the transaction that notes it in the ledger. One that is in quarantine already, from an earlier generation of its mailbox, stays one row.</summary>
    /// <returns>False when the same bytes were filed or discarded before: there is nothing to set aside.</returns>
    public async Task<bool> AddAsync(
        PreparedMail mail, string fault, string mailbox, string generation, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        var now = time.GetUtcNow();
        var row = new
        {
            mail.Company,
            Mailbox = mailbox,
            Generation = generation,
            mail.Raw.Entry.Key,
            mail.Raw.Entry.Position,
            Hash = SHA256.HashData(mail.Raw.Bytes.Span),
            Fault = fault,
            mail.Raw.HeadersOnly,
            SizeBytes = (long)mail.Raw.Bytes.Length,
            Compressed = MailContent.Compress(mail.Raw.Bytes.Span),
            mail.Raw.Entry.ReceivedAt,
            mail.Fingerprint,
            Now = now,
        };
        if (await IdAsync(FindMail) is not null)
        {
            return false;
        }

        var seenAgain = await IdAsync(UpdateSeenAgain);
        var id = seenAgain ?? await IdAsync(InsertQuarantine);
        var history = new
        {
            Id = id,
            At = now,
            By = QuarantineStates.System,
            Action = seenAgain is null ? QuarantineActions.SetAside : QuarantineActions.SeenAgain,
            Note = QuarantineEntry.FirstLine(fault),
        };
        await connection.ExecuteAsync(new CommandDefinition(InsertHistory, history, transaction, cancellationToken: cancellationToken));
        return true;

        Task<long?> IdAsync(string sql) =>
            connection.ExecuteScalarAsync<long?>(new CommandDefinition(sql, row, transaction, cancellationToken: cancellationToken));
    }
}
