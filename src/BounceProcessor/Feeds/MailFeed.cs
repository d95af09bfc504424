using System.Data.Common;

using BounceProcessor.Sending.Records;

using Dapper;

namespace BounceProcessor.Feeds;

/// <summary>The sent mails of one company, for its programs.</summary>
internal sealed class MailFeed(DbDataSource database)
{
    private static readonly string ListMails = SqlText.Load("Feeds/Sql/ListMails.sql");
    private static readonly string FindMail = SqlText.Load("Feeds/Sql/FindMail.sql");
    private static readonly string ListStates = SqlText.Load("Feeds/Sql/ListStates.sql");
    private static readonly string ListRecipients = SqlText.Load("Feeds/Sql/ListRecipients.sql");
    private static readonly string FindRefused = SqlText.Load("Feeds/Sql/FindRefused.sql");

    /// <summary>One mail with its recipients.</summary>
    /// <returns><see langword="null"/> when the company has none of that number.</returns>
    public async Task<MailView?> FindAsync(string company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var mail = await connection.QuerySingleOrDefaultAsync<SentMail>(Command(FindMail, new { Company = company, Id = id }, cancellationToken));
        if (mail is null)
        {
            return null;
        }

        var recipients = (await connection.QueryAsync<RecipientView>(Command(ListRecipients, new { Company = company, MailId = id }, cancellationToken))).AsList();
        var states = recipients.CountBy(recipient => recipient.State).ToDictionary(count => count.Key, count => (long)count.Value);
        return View(mail, states) with { Recipients = recipients };
    }

    /// <summary>Mails, newest first.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="query">Which.</param>
    /// <param name="before">Only those behind it in this order; <see langword="null"/> for the newest.</param>
    /// <param name="limit">Most rows.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<FeedPage<MailView>> ListAsync(string company, MailQuery query, FeedCursor? before, int limit, CancellationToken cancellationToken)
    {
        var values = new
        {
            Company = company,
            query.User,
            query.Customer,
            query.Document,
            query.Recipient,
            query.BatchId,
            Id = before?.Id ?? long.MaxValue,
            At = before?.At ?? DateTimeOffset.MaxValue,
            Limit = limit + 1,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<SentMail>(Command(ListMails, values, cancellationToken))).AsList();
        var shown = rows.Take(limit).ToArray();
        var counts = shown.Length == 0 ? [] : await connection.QueryAsync<(long MailId, string State, long Count)>(
            Command(ListStates, new { Company = company, MailIds = shown.Select(mail => mail.Id).ToArray() }, cancellationToken));
        var states = counts.ToLookup(count => count.MailId);
        var next = rows.Count > limit ? new FeedCursor(shown[^1].Id, shown[^1].AcceptedAt).ToString() : null;
        return new FeedPage<MailView>(
            [.. shown.Select(mail => View(mail, states[mail.Id].ToDictionary(count => count.State, count => count.Count)))], next, next is not null);
    }

    /// <summary>The recipient whose refusal an event tells of, and the mail's number.</summary>
    /// <returns><see langword="null"/> when it tells of none.</returns>
    public async Task<(long MailId, RecipientView Recipient)?> RefusedAsync(string company, long eventId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await connection.QueryAsync<long, RecipientView, (long, RecipientView)>(
            Command(FindRefused, new { Company = company, EventId = eventId }, cancellationToken), (id, recipient) => (id, recipient), splitOn: "address");
        return found.Select(row => ((long, RecipientView)?)row).FirstOrDefault();
    }

    private static MailView View(SentMail mail, IReadOnlyDictionary<string, long> states) => new()
    {
        Id = mail.Id,
        MessageId = mail.MessageId,
        User = mail.UserCode,
        Mode = mail.Mode,
        From = mail.FromAddress,
        ReplyTo = mail.ReplyTo,
        Subject = mail.Subject,
        Customer = mail.Customer,
        Document = mail.Document,
        BatchId = mail.BatchId,
        ResentEventId = mail.ResentEventId,
        IdempotencyKey = mail.IdempotencyKey,
        SizeBytes = mail.SizeBytes,
        AcceptedAt = mail.AcceptedAt,
        States = states,
    };

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);
}
