using System.Data.Common;

using BounceProcessor.Database;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Puts mails into the outbox, within one transaction.</summary>
internal sealed class OutboxInsert(DbTransaction transaction) : IDisposable
{
    private static readonly string InsertMail = SqlText.Load("Sending/Sql/InsertSentMail.sql");
    private static readonly string InsertContent = SqlText.Load("Sending/Sql/InsertSentContent.sql");
    private static readonly string InsertTransmission = SqlText.Load("Sending/Sql/InsertTransmission.sql");
    private static readonly string InsertRecipient = SqlText.Load("Sending/Sql/InsertSentRecipient.sql");

    private readonly PreparedStatement<AcceptedMail> _mail = new(transaction, InsertMail,
    [
        ("@Id", row => row.Mail.Id),
        ("@Company", row => row.Mail.Company),
        ("@UserCode", row => row.Mail.UserCode),
        ("@MessageId", row => row.Mail.MessageId),
        ("@Mode", row => row.Mail.Mode),
        ("@FromAddress", row => row.Mail.FromAddress),
        ("@ReplyTo", row => row.Mail.ReplyTo),
        ("@Subject", row => row.Mail.Subject),
        ("@Customer", row => row.Mail.Customer),
        ("@Document", row => row.Mail.Document),
        ("@BatchId", row => row.Mail.BatchId),
        ("@ResentEventId", row => row.Mail.ResentEventId),
        ("@IdempotencyKey", row => row.Mail.IdempotencyKey),
        ("@RequestHash", row => row.RequestHash),
        ("@SizeBytes", row => row.Mail.SizeBytes),
        ("@AcceptedAt", row => row.Mail.AcceptedAt.ToUnixTimeMilliseconds()),
    ]);

    private readonly PreparedStatement<AcceptedMail> _content = new(transaction, InsertContent,
    [
        ("@MailId", row => row.Mail.Id),
        ("@Company", row => row.Mail.Company),
        ("@AcceptedAt", row => row.Mail.AcceptedAt.ToUnixTimeMilliseconds()),
        ("@Compressed", row => row.Compressed),
    ]);

    private readonly PreparedStatement<(SentMail Mail, Transmission Row)> _transmission = new(transaction, InsertTransmission,
    [
        ("@Id", row => row.Row.Id),
        ("@Company", row => row.Row.Company),
        ("@MailId", row => row.Row.MailId),
        ("@UserCode", row => row.Mail.UserCode),
        ("@EnvelopeSender", row => row.Row.EnvelopeSender),
        ("@Token", row => row.Row.Token),
        ("@Server", row => row.Row.Server),
        ("@State", row => row.Row.State),
        ("@Priority", row => row.Row.Priority),
        ("@NextAt", row => row.Row.NextAt.ToUnixTimeMilliseconds()),
        ("@ExpiresAt", row => row.Row.ExpiresAt.ToUnixTimeMilliseconds()),
        ("@ChangedAt", row => row.Row.ChangedAt.ToUnixTimeMilliseconds()),
    ]);

    private readonly PreparedStatement<SentRecipient> _recipient = new(transaction, InsertRecipient,
    [
        ("@Id", row => row.Id),
        ("@Company", row => row.Company),
        ("@MailId", row => row.MailId),
        ("@TransmissionId", row => row.TransmissionId),
        ("@Kind", row => row.Kind),
        ("@Address", row => row.Address),
        ("@AddressKey", row => row.AddressKey),
        ("@State", row => row.State),
        ("@Reply", row => row.Reply),
        ("@ChangedAt", row => row.ChangedAt.ToUnixTimeMilliseconds()),
    ]);

    /// <summary>Adds a mail with all that belongs to it, under numbers that nothing has yet.</summary>
    /// <exception cref="DbException">The database refused it.</exception>
    public async Task AddAsync(AcceptedMail mail, CancellationToken cancellationToken)
    {
        await _mail.ExecuteAsync(mail, cancellationToken);
        await _content.ExecuteAsync(mail, cancellationToken);
        foreach (var transmission in mail.Transmissions)
        {
            await _transmission.ExecuteAsync((mail.Mail, transmission), cancellationToken);
        }

        foreach (var recipient in mail.Recipients)
        {
            await _recipient.ExecuteAsync(recipient, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mail.Dispose();
        _content.Dispose();
        _transmission.Dispose();
        _recipient.Dispose();
    }
}
