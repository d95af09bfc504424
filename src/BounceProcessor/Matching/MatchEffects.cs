using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Events;
using BounceProcessor.Marks;
using BounceProcessor.Sending.Records;

using Dapper;

namespace BounceProcessor.Matching;

/// <summary>What a proved or matched event changes: its sent mail's recipient and, by the rule of marks, its address. Within the transaction that files it.</summary>
internal sealed class MatchEffects(AddressMarks marks)
{
    private static readonly string FindReturned = SqlText.Load("Matching/Sql/FindReturned.sql");
    private static readonly string UpdateReturned = SqlText.Load("Matching/Sql/UpdateReturned.sql");

    /// <summary>Lets filed events have their effects, in their order. What was filed before has had them.</summary>
    public async Task ApplyAsync(IReadOnlyList<FiledMail> filed, DbTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var mail in filed.Where(mail => !mail.IsDuplicate))
        {
            // A notice that only repeats what its story knows has no effect: the event still rests on the mail before.
            foreach (var record in mail.Added.Concat(mail.Updated.Where(record => record.MailId == mail.MailId)))
            {
                if (record.SentRecipientId is not null && Codes.Parse<MatchTrust>(record.Trust) is { } trust && EventMatch.IsSureTrust(trust))
                {
                    await ApplyAsync(record, transaction, cancellationToken);
                }
            }
        }
    }

    private async Task ApplyAsync(EventRecord record, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        var recipient = await connection.QuerySingleOrDefaultAsync<RecipientRow>(
            Command(FindReturned, new { record.Company, Id = record.SentRecipientId }));
        if (recipient is null || Codes.Parse<MailKind>(record.Kind) is not { } kind)
        {
            return;
        }

        var before = Codes.Parse<ReturnState>(recipient.Returned);
        var after = ReturnRule.After(before, kind);
        var says = ReturnRule.After(null, kind);
        if (after is { } state && after == says)
        {
            await connection.ExecuteAsync(Command(
                UpdateReturned, new { record.Company, Id = record.SentRecipientId, Returned = state.ToCode(), EventId = record.Id, At = record.ChangedAt }));
        }

        // The same news told in other words must not count twice against an address; an answer in its favour may.
        if (before != after || kind == MailKind.Reply)
        {
            await marks.LearnAsync(News(record, recipient), transaction, cancellationToken);
        }

        CommandDefinition Command(string sql, object parameters) => new(sql, parameters, transaction, cancellationToken: cancellationToken);
    }

    private static BounceNews News(EventRecord record, RecipientRow recipient) => new()
    {
        Company = record.Company,
        Address = recipient.Address,
        AddressKey = recipient.AddressKey,
        EventId = record.Id,
        Trust = record.Trust ?? "",
        Kind = record.Kind,
        Severity = record.Severity,
        Reason = record.Reason,
        Confidence = record.Confidence,
        At = record.StartedAt,
    };

    private sealed class RecipientRow
    {
        public string Address { get; init; } = "";

        public string AddressKey { get; init; } = "";

        public string? Returned { get; init; }
    }
}
