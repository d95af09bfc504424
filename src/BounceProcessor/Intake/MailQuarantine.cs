using System.Data.Common;

using BounceProcessor.Events;

using Dapper;

namespace BounceProcessor.Intake;

/// <summary>Mails that our own code could not deal with, with their bytes and the fault, so that the rest of the mailbox goes on.</summary>
internal sealed class MailQuarantine(TimeProvider time)
{
    private static readonly string InsertQuarantine = SqlText.Load("Intake/Sql/InsertQuarantine.sql");

    /// <summary>Sets one mail aside, in the transaction that notes it in the ledger.</summary>
    public async Task AddAsync(
        PreparedMail mail, string fault, string mailbox, string generation, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        var row = new
        {
            mail.Company,
            Mailbox = mailbox,
            Generation = generation,
            mail.Raw.Entry.Key,
            Fault = fault,
            mail.Raw.HeadersOnly,
            SizeBytes = (long)mail.Raw.Bytes.Length,
            Compressed = MailContent.Compress(mail.Raw.Bytes.Span),
            mail.Raw.Entry.ReceivedAt,
            QuarantinedAt = time.GetUtcNow(),
        };
        await connection.ExecuteAsync(new CommandDefinition(InsertQuarantine, row, transaction, cancellationToken: cancellationToken));
    }
}
