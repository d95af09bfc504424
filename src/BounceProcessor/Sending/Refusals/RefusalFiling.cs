using System.Data.Common;

using BounceProcessor.Diagnosis;
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

    private static readonly string ListFiled = SqlText.Load("Sending/Sql/ListFiledRefusals.sql");
    private static readonly string UpdateRecipient = SqlText.Load("Sending/Sql/LinkRecipient.sql");

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
        var fresh = refusals.Where(refusal => !filed.ContainsKey(EventDraft.Key(refusal.Recipient.Address))).DistinctBy(refusal => EventDraft.Key(refusal.Recipient.Address)).ToArray();
        if (fresh.Length > 0)
        {
            var report = Prepare(mail, transmission, fresh, cancellationToken);
            var one = (await events.FileAsync([report], transaction, cancellationToken))[0];
            foreach (var record in one.Added.Concat(one.Updated))
            {
                filed[EventDraft.Key(record.Recipient)] = record.Id;
                await LearnAsync(fresh.FirstOrDefault(refusal => EventDraft.Key(refusal.Recipient.Address) == EventDraft.Key(record.Recipient)), record, transaction, cancellationToken);
            }
        }

        var links = refusals
            .Where(refusal => filed.ContainsKey(EventDraft.Key(refusal.Recipient.Address)))
            .ToDictionary(refusal => refusal.Recipient.Id, refusal => filed[EventDraft.Key(refusal.Recipient.Address)]);
        await connection.ExecuteAsync(Command(UpdateRecipient, links.Select(link => new { mail.Company, Id = link.Key, EventId = link.Value }).ToArray()));
        return links;

        CommandDefinition Command(string sql, object parameters) => new(sql, parameters, transaction, cancellationToken: cancellationToken);
    }

    private NewMail Prepare(SentMail mail, Transmission transmission, IReadOnlyList<RecipientRefusal> refusals, CancellationToken cancellationToken)
    {
        var bytes = RefusalReport.Write(mail, transmission, refusals);
        var diagnosis = rules.State.Diagnoser.Diagnose(bytes, cancellationToken);
        var matches = refusals.ToDictionary(refusal => EventDraft.Key(refusal.Recipient.Address), refusal => Match(mail, transmission, refusal), StringComparer.Ordinal);
        return NewMail.Prepare(mail.Company, Mailbox, refusals.Max(refusal => refusal.At), bytes, headersOnly: false, diagnosis) with { Match = new MailMatch(matches) };
    }

    // We heard it ourselves.
    private static EventMatch Match(SentMail mail, Transmission transmission, RecipientRefusal refusal) => new()
    {
        Trust = MatchTrust.Proved,
        Evidence = new MatchEvidence(MatchSign.OwnRefusal, transmission.Id),
        MailId = mail.Id,
        RecipientId = refusal.Recipient.Id,
        Company = mail.Company,
        SenderUser = mail.UserCode,
        Customer = mail.Customer,
        Document = mail.Document,
    };

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
            Trust = MatchTrust.Proved.ToCode(),
            Kind = record.Kind,
            Severity = record.Severity,
            Reason = record.Reason,
            Confidence = record.Confidence,
            At = refusal.At,
        };
        await marks.LearnAsync(news, transaction, cancellationToken);
    }

}
