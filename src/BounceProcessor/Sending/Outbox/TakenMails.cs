using System.Data.Common;

using BounceProcessor.Sending.Records;

using Dapper;

namespace BounceProcessor.Sending.Outbox;

/// <summary>
/// Reads what is needed to send what was taken. Not in the transaction that took it: meanwhile nobody could write, and every connection would stand still
/// before the end of its mail.
/// </summary>
internal sealed class TakenMails(DbDataSource database)
{
    // So that what is in hand stays small, however large the mails are.
    private const long LargestTakenAlong = 64 * 1024;

    private static readonly string ListTaken = SqlText.Load("Sending/Sql/ListTaken.sql");
    private static readonly string ListRecipients = SqlText.Load("Sending/Sql/ListWaitingRecipients.sql");
    private static readonly string ListContents = SqlText.Load("Sending/Sql/ListSmallContents.sql");

    /// <summary>With the recipients that still wait and the small contents, in the order in which they are sent.</summary>
    /// <param name="takes">Number and take of each; what was taken again meanwhile is left out.</param>
    /// <exception cref="DbException">They could not be read.</exception>
    public async Task<IReadOnlyList<TakenTransmission>> ReadAsync(IReadOnlyList<(long Id, long Take)> takes)
    {
        await using var connection = await database.OpenConnectionAsync();
        var ours = takes.ToHashSet();
        var rows = await connection.QueryAsync<Transmission>(new CommandDefinition(ListTaken, new { Transmissions = Json(takes.Select(one => one.Id)) }));
        var taken = await WithRecipientsAsync([.. rows.Where(row => ours.Contains((row.Id, row.Take)))], connection, null);
        var mails = new { Mails = Json(taken.Select(one => one.Row.MailId).Distinct()), Largest = LargestTakenAlong };
        var contents = (await connection.QueryAsync<StoredContent>(new CommandDefinition(ListContents, mails))).ToDictionary(content => content.MailId);
        return [.. taken.Select(one => one with { Content = contents.GetValueOrDefault(one.Row.MailId) })];
    }

    /// <summary>With the recipients that still wait, for who writes about them in the same transaction.</summary>
    public static Task<IReadOnlyList<TakenTransmission>> WithRecipientsAsync(IReadOnlyList<Transmission> rows, OutboxTransaction write) =>
        WithRecipientsAsync(rows, write.Connection, write.Transaction);

    private static async Task<IReadOnlyList<TakenTransmission>> WithRecipientsAsync(IReadOnlyList<Transmission> rows, DbConnection connection, DbTransaction? transaction)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var recipients = (await connection.QueryAsync<SentRecipient>(new CommandDefinition(ListRecipients, new { Transmissions = Json(rows.Select(row => row.Id)) }, transaction)))
            .ToLookup(recipient => recipient.TransmissionId.GetValueOrDefault());
        return [.. rows.Select(row => new TakenTransmission(row, [.. recipients[row.Id]]))];
    }

    private static string Json(IEnumerable<long> numbers) => $"[{string.Join(',', numbers)}]";
}
