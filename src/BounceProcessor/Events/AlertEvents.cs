using System.Data.Common;
using System.Security.Cryptography;

using Dapper;

namespace BounceProcessor.Events;

/// <summary>Adds and closes the events that the service itself has to do with, within a transaction of the caller.</summary>
internal sealed class AlertEvents(DbTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
{
    private static readonly string InsertContent = SqlText.Load("Events/Sql/InsertAlertContent.sql");
    private static readonly string InsertMail = SqlText.Load("Events/Sql/InsertAlertMail.sql");
    private static readonly string InsertEvent = SqlText.Load("Events/Sql/InsertAlertEvent.sql");
    private static readonly string FindStatus = SqlText.Load("Events/Sql/FindStatus.sql");
    private static readonly string CloseEvent = SqlText.Load("Events/Sql/CloseEvent.sql");
    private static readonly string InsertHistory = SqlText.Load("Events/Sql/InsertAlertHistory.sql");

    private readonly DbConnection _connection = transaction.Connection
        ?? throw new ArgumentException("The transaction is over.", nameof(transaction));

    /// <summary>Files an alert.</summary>
    /// <returns>The event's code.</returns>
    public async Task<long> AddAsync(NewAlert alert)
    {
        var bytes = AlertMail.Write(alert);
        var hash = SHA256.HashData(bytes);
        await ExecuteAsync(InsertContent, new { Hash = hash, SizeBytes = bytes.LongLength, FiledAt = now, Compressed = MailContent.Compress(bytes) });
        var mailId = await IdAsync(InsertMail, new { alert.Company, alert.Mailbox, Hash = hash, SizeBytes = bytes.LongLength, At = now });
        return await IdAsync(InsertEvent, new
        {
            alert.Company,
            alert.Mailbox,
            Kind = EventKind.Alert,
            Status = EventStatus.New,
            Reason = alert.Condition,
            alert.Severity,
            alert.Fixer,
            StartedAt = alert.At,
            alert.DeadlineAt,
            Content = alert.Text,
            Subject = alert.Title,
            MailId = mailId,
            At = now,
            SearchText = $"{alert.Mailbox}\n{alert.Title}".ToLowerInvariant(),
        });
    }

    /// <summary>Notes why an event is settled, and resolves it unless somebody has done so or put it aside.</summary>
    /// <param name="id">The event; nothing happens when retention has removed it.</param>
    /// <param name="field">What the history calls the note.</param>
    /// <param name="note">Why.</param>
    public async Task CloseAsync(long id, string field, string note)
    {
        var before = await _connection.QuerySingleOrDefaultAsync<StatusRow>(Command(FindStatus, new { Id = id }));
        if (before is null)
        {
            return;
        }

        await AddHistoryAsync(id, before.Company, field, null, note);
        if (before.Status is EventStatus.Resolved or EventStatus.Ignored)
        {
            return;
        }

        await ExecuteAsync(CloseEvent, new { Id = id, Status = EventStatus.Resolved, At = now });
        await AddHistoryAsync(id, before.Company, "status", before.Status, EventStatus.Resolved);
    }

    private Task<int> AddHistoryAsync(long id, string company, string field, string? before, string? after) =>
        ExecuteAsync(InsertHistory, new { EventId = id, Company = company, At = now, Field = field, Before = before, After = after });

    private Task<long> IdAsync(string sql, object parameters) => _connection.ExecuteScalarAsync<long>(Command(sql, parameters));

    private Task<int> ExecuteAsync(string sql, object parameters) => _connection.ExecuteAsync(Command(sql, parameters));

    private CommandDefinition Command(string sql, object parameters) =>
        new(sql, parameters, transaction, cancellationToken: cancellationToken);

    private sealed class StatusRow
    {
        public string Company { get; init; } = "";

        public string Status { get; init; } = "";
    }
}
