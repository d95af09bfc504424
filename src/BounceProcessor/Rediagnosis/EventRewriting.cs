using System.Data.Common;

using BounceProcessor.Events;

using Dapper;

namespace BounceProcessor.Rediagnosis;

/// <summary>Writes what a comparison found, with its history, within one transaction of the caller.</summary>
internal sealed class EventRewriting(DbTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
{
    private static readonly string UpdateEvent = SqlText.Load("Rediagnosis/Sql/UpdateEvent.sql");
    private static readonly string UpdateMailCompany = SqlText.Load("Rediagnosis/Sql/UpdateMailCompany.sql");
    private static readonly string UpdateHistoryCompany = SqlText.Load("Rediagnosis/Sql/UpdateHistoryCompany.sql");
    private static readonly string InsertEvent = SqlText.Load("Rediagnosis/Sql/InsertEvent.sql");
    private static readonly string UpdateReturned = SqlText.Load("Matching/Sql/UpdateReturned.sql");
    private static readonly string InsertHistory = SqlText.Load("Events/Sql/InsertHistory.sql");

    private readonly DbConnection _connection = transaction.Connection
        ?? throw new ArgumentException("The transaction is over.", nameof(transaction));

    /// <summary>Writes the changes of one mail.</summary>
    /// <returns>The same changes; those that added an event carry its id.</returns>
    public async Task<IReadOnlyList<EventChange>> WriteAsync(ComparedMail mail)
    {
        if (mail.Company != mail.Mail.Mail.Company)
        {
            await ExecuteAsync(UpdateMailCompany, new { mail.Company, MailId = mail.Mail.Mail.Id });
        }

        List<EventChange> written = new(mail.Changes.Count);
        foreach (var change in mail.Changes)
        {
            written.Add(await WriteAsync(change));
        }

        return written;
    }

    private async Task<EventChange> WriteAsync(EventChange change)
    {
        if (change.Before is null)
        {
            var id = await _connection.ExecuteScalarAsync<long?>(Command(InsertEvent, Parameters(change)))
                ?? throw new InvalidOperationException($"Mail {change.After.MailId} has two events for \"{change.RecipientKey}\".");
            change = change with { After = change.After with { Id = id } };
        }
        else if (change.Fields.Count > 0)
        {
            await ExecuteAsync(UpdateEvent, Parameters(change));
            if (change.Before.Company != change.After.Company)
            {
                await ExecuteAsync(UpdateHistoryCompany, new { change.After.Company, EventId = change.After.Id });
            }
        }

        if (change.Returned is { } returned)
        {
            await ExecuteAsync(
                UpdateReturned, new { change.After.Company, Id = returned.RecipientId, returned.Returned, returned.EventId, At = now });
        }

        foreach (var field in change.Fields)
        {
            await ExecuteAsync(
                InsertHistory,
                new { EventId = change.After.Id, change.After.Company, At = now, By = RediagnosisRun.Who, field.Field, field.Before, field.After });
        }

        return change;
    }

    private static DynamicParameters Parameters(EventChange change)
    {
        var parameters = new DynamicParameters(change.After);
        parameters.Add("RecipientKey", change.RecipientKey);
        parameters.Add("SearchText", EventDraft.SearchText(change.After));
        return parameters;
    }

    private Task<int> ExecuteAsync(string sql, object parameters) => _connection.ExecuteAsync(Command(sql, parameters));

    private CommandDefinition Command(string sql, object parameters) =>
        new(sql, parameters, transaction, cancellationToken: cancellationToken);
}
