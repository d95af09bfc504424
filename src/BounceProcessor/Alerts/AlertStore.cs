using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;

using Dapper;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Alerts;

/// <summary>Raises an alert once per mailbox and cause, and resolves it when the cause is gone. Both survive restarts, and two processes raise one.</summary>
internal sealed class AlertStore(DbDataSource database, TimeProvider time, IOptions<EventOptions> options, ILogger<AlertStore> logger)
{
    // As events of refusals while sending have it.
    private const string Outbox = "outbox";

    private static readonly string ListOpen = SqlText.Load("Alerts/Sql/ListOpenAlerts.sql");
    private static readonly string InsertAlert = SqlText.Load("Alerts/Sql/InsertAlert.sql");
    private static readonly string ResolveAlert = SqlText.Load("Alerts/Sql/ResolveAlert.sql");

    /// <summary>All open alerts, oldest first.</summary>
    public async Task<IReadOnlyList<OpenAlert>> ListOpenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<OpenAlert>(new CommandDefinition(ListOpen, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Files an alert event, unless the same alert is open already.</summary>
    /// <param name="mailbox">The mailbox, or the sending server.</param>
    /// <param name="company">Its company.</param>
    /// <param name="condition">One of <see cref="AlertCondition"/>.</param>
    /// <param name="text">What is the matter, what happens now, what to do.</param>
    /// <param name="cancellationToken">Rolls back.</param>
    /// <returns>Whether it was new.</returns>
    public async Task<bool> RaiseAsync(string mailbox, string company, string condition, LocalizedText text, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var severity = AlertText.Severity(condition);
        var allowed = severity == Severity.Block ? options.Value.BlockDeadline : options.Value.ReviewDeadline;
        var alert = new NewAlert
        {
            Company = company,
            Mailbox = AlertCondition.IsOfServer(condition) ? Outbox : mailbox,
            Condition = condition,
            Severity = severity.ToCode(),
            Fixer = AlertText.Fixer(condition).ToCode(),
            Title = AlertText.Title(condition, mailbox).In(options.Value.Language),
            Text = text.In(options.Value.Language),
            At = now,
            DeadlineAt = allowed > TimeSpan.Zero ? now + allowed : null,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var eventId = await new AlertEvents(transaction, now, cancellationToken).AddAsync(alert);
        var added = await connection.ExecuteAsync(new CommandDefinition(
            InsertAlert,
            new { Company = company, Mailbox = mailbox, Condition = condition, EventId = eventId, RaisedAt = now },
            transaction,
            cancellationToken: cancellationToken));
        if (added == 0)
        {
            return false; // rolled back: another process was faster
        }

        await transaction.CommitAsync(cancellationToken);
        AlertLog.Raised(logger, condition, mailbox, eventId, text.In("en"));
        return true;
    }

    /// <summary>Closes an alert and its event, because the cause is gone.</summary>
    public async Task ResolveAsync(OpenAlert alert, LocalizedText why, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var closed = await connection.ExecuteAsync(new CommandDefinition(
            ResolveAlert, new { alert.Id, ResolvedAt = now }, transaction, cancellationToken: cancellationToken));
        if (closed == 0)
        {
            return; // another process was faster
        }

        await new AlertEvents(transaction, now, cancellationToken).CloseAsync(alert.EventId, "alert", why.In(options.Value.Language));
        await transaction.CommitAsync(cancellationToken);
        AlertLog.Resolved(logger, alert.Condition, alert.Mailbox, alert.EventId, why.In("en"));
    }
}
