using System.Data.Common;

using BounceProcessor.Events;

using Dapper;

namespace BounceProcessor.Sending.Records;

/// <summary>What was accepted for sending, and what became of it.</summary>
internal sealed class SentMailStore(DbDataSource database)
{
    private static readonly string Find = SqlText.Load("Sending/Sql/FindSentMail.sql");
    private static readonly string FindByMessageId = SqlText.Load("Sending/Sql/FindMailByMessageId.sql");
    private static readonly string ListRecipients = SqlText.Load("Sending/Sql/ListMailRecipients.sql");
    private static readonly string ListTransmissions = SqlText.Load("Sending/Sql/ListMailTransmissions.sql");
    private static readonly string FindTransmission = SqlText.Load("Sending/Sql/FindTransmission.sql");
    private static readonly string ListHistory = SqlText.Load("Sending/Sql/ListTransmissionHistory.sql");
    private static readonly string ListResent = SqlText.Load("Sending/Sql/ListResentMails.sql");
    private static readonly string FindContent = SqlText.Load("Sending/Sql/FindSentContent.sql");

    /// <summary>One mail.</summary>
    /// <returns><see langword="null"/> when the company has none of that number.</returns>
    public async Task<SentMail?> FindAsync(string company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<SentMail>(Command(Find, new { Company = company, Id = id }, cancellationToken));
    }

    /// <summary>The mail with a Message-ID, which is written without angle brackets.</summary>
    /// <returns><see langword="null"/> when the company sent none.</returns>
    public async Task<SentMail?> FindByMessageIdAsync(string company, string messageId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<SentMail>(
            Command(FindByMessageId, new { Company = company, MessageId = messageId }, cancellationToken));
    }

    /// <summary>Its recipients, in the order they were named.</summary>
    public async Task<IReadOnlyList<SentRecipient>> RecipientsAsync(string company, long mailId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<SentRecipient>(Command(ListRecipients, new { Company = company, MailId = mailId }, cancellationToken))).AsList();
    }

    /// <summary>Its SMTP transactions, done and to come.</summary>
    public async Task<IReadOnlyList<Transmission>> TransmissionsAsync(string company, long mailId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Transmission>(Command(ListTransmissions, new { Company = company, MailId = mailId }, cancellationToken))).AsList();
    }

    /// <summary>One SMTP transaction.</summary>
    /// <returns><see langword="null"/> when the company has none of that number.</returns>
    public async Task<Transmission?> FindTransmissionAsync(string company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Transmission>(Command(FindTransmission, new { Company = company, Id = id }, cancellationToken));
    }

    /// <summary>What happened to its transmissions, oldest first.</summary>
    public async Task<IReadOnlyList<TransmissionHistory>> HistoryAsync(string company, long mailId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<TransmissionHistory>(Command(ListHistory, new { Company = company, MailId = mailId }, cancellationToken))).AsList();
    }

    /// <summary>The mails that were sent again because of an event, oldest first.</summary>
    public async Task<IReadOnlyList<ResentMail>> ResentAsync(string company, long eventId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ResentMail>(Command(ListResent, new { Company = company, EventId = eventId }, cancellationToken))).AsList();
    }

    /// <summary>The mail itself, as it was composed; what is added at transmission is not in it.</summary>
    /// <returns><see langword="null"/> when it is no longer kept.</returns>
    /// <exception cref="InvalidDataException">The stored bytes are damaged.</exception>
    public async Task<byte[]?> ContentAsync(string company, long mailId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ContentRow>(Command(FindContent, new { Company = company, MailId = mailId }, cancellationToken));
        return row is null ? null : MailContent.Decompress(row.Compressed, row.SizeBytes);
    }

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);

    private sealed class ContentRow
    {
        public byte[] Compressed { get; init; } = [];

        public long SizeBytes { get; init; }
    }
}
