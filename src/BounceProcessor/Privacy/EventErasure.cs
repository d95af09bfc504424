using System.Data.Common;

using BounceProcessor.Events;

using Dapper;

namespace BounceProcessor.Privacy;

/// <summary>Removes events about an address, and the address from the texts of other events.</summary>
internal sealed class EventErasure(DbDataSource database)
{
    private const int MostEvents = 500;

    private static readonly string ListEvents = SqlText.Load("Privacy/Sql/ListEvents.sql");
    private static readonly string FindEvent = SqlText.Load("Events/Sql/FindEvent.sql");
    private static readonly string DeleteEvent = SqlText.Load("Privacy/Sql/DeleteEvent.sql");
    private static readonly string RedactEvent = SqlText.Load("Privacy/Sql/RedactEvent.sql");

    /// <summary>The step.</summary>
    public ErasureStep Step => new("events", FindAsync, EraseAsync);

    private async Task<ErasurePage> FindAsync(ErasureScope scope, long after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<EventRecord>(new CommandDefinition(
            ListEvents, new { After = after, Limit = MostEvents }, cancellationToken: cancellationToken))).AsList();
        var hits = rows.AsParallel().AsOrdered().WithCancellation(cancellationToken)
            .Where(row => scope.Has(row.Company))
            .Select(row => Hit(row, scope.Address))
            .OfType<ErasureHit>()
            .ToArray();
        return new ErasurePage(rows.Count == 0 ? after : rows[^1].Id, rows.Count < MostEvents, hits);
    }

    private static async Task EraseAsync(ErasureScope scope, IReadOnlyList<ErasureHit> hits, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        foreach (var hit in hits)
        {
            // As it is now: it may have changed since it was found.
            var record = await connection.QuerySingleOrDefaultAsync<EventRecord>(Command(FindEvent, new { hit.Id }));
            if (record is null)
            {
                continue;
            }

            if (IsAbout(record, scope.Address))
            {
                await connection.ExecuteAsync(Command(DeleteEvent, new { hit.Id }));
                continue;
            }

            var redacted = Redacted(record, scope.Address);
            var parameters = new DynamicParameters(redacted);
            parameters.Add("SearchText", EventDraft.SearchText(redacted));
            await connection.ExecuteAsync(Command(RedactEvent, parameters));
        }

        CommandDefinition Command(string sql, object parameters) => new(sql, parameters, transaction, cancellationToken: cancellationToken);
    }

    private static ErasureHit? Hit(EventRecord record, PersonalAddress address)
    {
        var of = $"event {record.Id} of {ErasureScope.Words(record.Company)}";
        return IsAbout(record, address)
            ? new ErasureHit(record.Id, $"{of}: removed", new ErasureSums { EventsRemoved = 1 })
            : Redacted(record, address) != record
                ? new ErasureHit(record.Id, $"{of}: redacted", new ErasureSums { EventsRedacted = 1 })
                : null;
    }

    // An event about no recipient is a letter or the like: who is named in it may be its writer, and nobody else needs the event.
    private static bool IsAbout(EventRecord record, PersonalAddress address) =>
        address.IsIn(record.Recipient)
        || address.IsIn(record.FinalRecipient)
        || (record.Recipient.Length == 0 && record.Kind != "alert" && Redacted(record, address) != record);

    private static EventRecord Redacted(EventRecord record, PersonalAddress address) => record with
    {
        SenderUser = address.IsIn(record.SenderUser) ? null : record.SenderUser,
        Customer = address.Redact(record.Customer),
        Document = address.Redact(record.Document),
        Diagnostic = address.Redact(record.Diagnostic),
        ReportingMta = address.Redact(record.ReportingMta),
        RemoteMta = address.Redact(record.RemoteMta),
        MatchedWords = address.Redact(record.MatchedWords),
        Overruled = address.Redact(record.Overruled),
        StatusConflict = address.Redact(record.StatusConflict),
        CheckedDomain = address.Redact(record.CheckedDomain),
        CheckedIp = address.Redact(record.CheckedIp),
        CheckedReceiver = address.Redact(record.CheckedReceiver),
        KindEvidence = address.Redact(record.KindEvidence),
        Content = address.Redact(record.Content),
        Feedback = address.Redact(record.Feedback),
        Note = address.Redact(record.Note),
        Subject = address.Redact(record.Subject),
        OriginalMessageId = address.IsIn(record.OriginalMessageId) ? null : record.OriginalMessageId,
        OriginalFrom = address.IsIn(record.OriginalFrom) ? null : record.OriginalFrom,
        OriginalTo = address.Redact(record.OriginalTo),
        OriginalSubject = address.Redact(record.OriginalSubject),
    };
}
