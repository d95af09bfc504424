using System.Data.Common;

using Dapper;

namespace BounceProcessor.Events;

/// <summary>Resolves an event with feedback, within a transaction of the caller.</summary>
internal static class EventClosing
{
    private static readonly string FindEvent = SqlText.Load("Events/Sql/FindEvent.sql");
    private static readonly string ResolveEvent = SqlText.Load("Events/Sql/ResolveEvent.sql");
    private static readonly string InsertHistory = SqlText.Load("Events/Sql/InsertHistory.sql");

    /// <summary>Resolves it; earlier feedback stays in front. Nothing happens when there is no such event.</summary>
    public static async Task ResolveAsync(
        long id, string feedback, string by, DateTimeOffset at, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        var before = await connection.QuerySingleOrDefaultAsync<EventRecord>(Command(FindEvent, new { Id = id }));
        if (before is null)
        {
            return;
        }

        var after = string.IsNullOrEmpty(before.Feedback) ? feedback : $"{before.Feedback}\n{feedback}";
        await connection.ExecuteAsync(Command(ResolveEvent, new { Id = id, Status = EventStatus.Resolved, Feedback = after, At = at, By = by }));
        await NoteAsync("feedback", before.Feedback, after);
        if (before.Status != EventStatus.Resolved)
        {
            await NoteAsync("status", before.Status, EventStatus.Resolved);
        }

        Task<int> NoteAsync(string field, string? from, string to) => connection.ExecuteAsync(Command(
            InsertHistory, new { EventId = id, before.Company, At = at, By = by, Field = field, Before = from, After = to }));

        CommandDefinition Command(string sql, object parameters) => new(sql, parameters, transaction, cancellationToken: cancellationToken);
    }
}
