using System.Data.Common;

using BounceProcessor.Events;
using BounceProcessor.Marks;
using BounceProcessor.Rules;
using BounceProcessor.Sending.Records;

using Dapper;

namespace BounceProcessor.Sending.Refusals;

/// <summary>Makes events of refusals while sending: the same as if the refusal had come by mail, but at once and beyond doubt.</summary>
internal sealed class RefusalFiling(EventStore events, AddressMarks marks, RulesInForce rules)
{
    /// <summary>In place of a mailbox on events that did not come from one.</summary>
    public const string Mailbox = "outbox";

    private static readonly string ListFiled = SqlText.Load("Sending/Refusals/Sql/ListFiledRefusals.sql");
    private static readonly string LinkEvent = SqlText.Load("Sending/Refusals/Sql/LinkEvent.sql");
    private static readonly string UpdateRecipient = SqlText.Load("Sending/Refusals/Sql/UpdateRecipientEvent.sql");

    // Before these commands the server has heard of no recipient: what it refuses is us, or our sign-in.
    private static readonly HashSet<string> OfRecipient = new(StringComparer.Ordinal) { "RCPT", "DATA", "." };

    /// <summary>Files one event a refused recipient, all on one stored report, and lets the marks learn of it. What was filed before is not filed again.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="transmission">The transaction in which it was refused.</param>
    /// <param name="refusals">Who was refused, and how.</param>
    /// <param name="transaction">The one that stores the refusal, so that both last or neither.</param>
    /// <param name="cancellationToken">Looked at before each statement.</param>
    /// <returns>Number of the event by number of the recipient.</returns>
    public async Task<IReadOnlyDictionary<long, long>> FileAsync(
        SentMail mail, Transmission transmission, IReadOnlyList<RecipientRefusal> refusals, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        var known = await connection.QueryAsync<(long Id, string Key)>(Command(ListFiled, new { mail.Company, mail.MessageId, Mailbox }));
        var filed = known.GroupBy(row => row.Key, StringComparer.Ordinal).ToDictionary(rows => rows.Key, rows => rows.First().Id, StringComparer.Ordinal);
        var fresh = refusals.Where(refusal => !filed.ContainsKey(KeyOf(refusal.Recipient.Address))).DistinctBy(refusal => KeyOf(refusal.Recipient.Address)).ToArray();
        if (fresh.Length > 0)
        {
            var report = Prepare(mail, transmission, fresh, cancellationToken);
            var one = (await events.FileAsync([report], transaction, cancellationToken))[0];
            foreach (var record in one.Added.Concat(one.Updated))
            {
                filed[KeyOf(record.Recipient)] = record.Id;
                await connection.ExecuteAsync(Command(
                    LinkEvent, new { mail.Company, EventId = record.Id, SenderUser = mail.UserCode, mail.Customer, mail.Document }));
                await LearnAsync(fresh.FirstOrDefault(refusal => KeyOf(refusal.Recipient.Address) == KeyOf(record.Recipient)), record, transaction, cancellationToken);
            }
        }

        var links = refusals
            .Where(refusal => filed.ContainsKey(KeyOf(refusal.Recipient.Address)))
            .ToDictionary(refusal => refusal.Recipient.Id, refusal => filed[KeyOf(refusal.Recipient.Address)]);
        await connection.ExecuteAsync(Command(UpdateRecipient, links.Select(link => new { mail.Company, Id = link.Key, EventId = link.Value }).ToArray()));
        return links;

        CommandDefinition Command(string sql, object parameters) => new(sql, parameters, transaction, cancellationToken: cancellationToken);
    }

    private NewMail Prepare(SentMail mail, Transmission transmission, IReadOnlyList<RecipientRefusal> refusals, CancellationToken cancellationToken)
    {
        var bytes = RefusalReport.Write(mail, transmission, refusals);
        var diagnosis = rules.State.Diagnoser.Diagnose(bytes, cancellationToken);
        return NewMail.Prepare(mail.Company, Mailbox, refusals.Max(refusal => refusal.At), bytes, headersOnly: false, diagnosis);
    }

    private async Task LearnAsync(RecipientRefusal? refusal, EventRecord record, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (refusal is null || !OfRecipient.Contains(refusal.Stage))
        {
            return;
        }

        var news = new BounceNews
        {
            Company = record.Company,
            Address = refusal.Recipient.Address,
            AddressKey = refusal.Recipient.AddressKey,
            EventId = record.Id,
            Trust = "proved",
            Kind = record.Kind,
            Severity = record.Severity,
            Reason = record.Reason,
            Confidence = record.Confidence,
            At = refusal.At,
        };
        await marks.LearnAsync(news, transaction, cancellationToken);
    }

    // As events compare recipients.
    private static string KeyOf(string address) => address.Trim().ToLowerInvariant();
}
