using System.Data.Common;

using Dapper;

namespace BounceProcessor.Sending.Records;

/// <summary>Lists of sent mails, for people who may see those of all companies.</summary>
internal sealed class SentMailListing(DbDataSource database)
{
    private const int LargestPage = 500;

    private static readonly string FindAny = SqlText.Load("Sending/Sql/FindAnySentMail.sql");

    private static readonly string ListRecipients = SqlText.Load("Sending/Sql/ListRecipientsOfMails.sql");
    private static readonly string ListOpen = SqlText.Load("Sending/Sql/ListOpenOfMails.sql");

    /// <summary>One mail.</summary>
    /// <param name="company">Its company; <see langword="null"/> for any.</param>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<SentMail?> FindAsync(string? company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<SentMail>(new CommandDefinition(
            FindAny, new { Company = company?.ToLowerInvariant(), Id = id }, cancellationToken: cancellationToken));
    }

    /// <summary>One page, newest first.</summary>
    /// <param name="filter">What to show.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 500.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<SentMailPage> ListAsync(SentMailFilter filter, int page, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, LargestPage);
        var query = SentMailQuery.For(filter, (long)(page - 1) * pageSize, pageSize);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<long>(Command(query.CountSql, query.Parameters));
        var mails = (await connection.QueryAsync<SentMail>(Command(query.ListSql, query.Parameters))).AsList();
        var ids = new { Mails = mails.Select(mail => mail.Id).ToArray() };
        var recipients = (await connection.QueryAsync<SentRecipient>(Command(ListRecipients, ids))).ToLookup(recipient => recipient.MailId);
        var open = (await connection.QueryAsync<Transmission>(Command(ListOpen, ids))).ToLookup(transmission => transmission.MailId);
        return new SentMailPage([.. mails.Select(mail => new SentMailItem(mail, [.. recipients[mail.Id]], [.. open[mail.Id]]))], total);

        CommandDefinition Command(string sql, object parameters) => new(sql, parameters, cancellationToken: cancellationToken);
    }
}
