using System.Data.Common;

using BounceProcessor.Diagnosis;

using Dapper;

namespace BounceProcessor.Marks;

/// <summary>The rows of marks and counted failures, within one transaction of the caller.</summary>
internal sealed class MarkStore(DbTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
{
    private static readonly string FindMark = SqlText.Load("Marks/Sql/FindMark.sql");
    private static readonly string FindOpenMark = SqlText.Load("Marks/Sql/FindOpenMark.sql");
    private static readonly string FindLastRelease = SqlText.Load("Marks/Sql/FindLastRelease.sql");
    private static readonly string ListStrikes = SqlText.Load("Marks/Sql/ListStrikes.sql");
    private static readonly string InsertMark = SqlText.Load("Marks/Sql/InsertMark.sql");
    private static readonly string UpdateMark = SqlText.Load("Marks/Sql/UpdateMark.sql");
    private static readonly string ReleaseMark = SqlText.Load("Marks/Sql/ReleaseMark.sql");
    private static readonly string InsertHistory = SqlText.Load("Marks/Sql/InsertMarkHistory.sql");
    private static readonly string InsertStrike = SqlText.Load("Marks/Sql/InsertStrike.sql");
    private static readonly string DeleteStrikes = SqlText.Load("Marks/Sql/DeleteStrikes.sql");

    private readonly DbConnection _connection = transaction.Connection
        ?? throw new ArgumentException("The transaction is over.", nameof(transaction));

    /// <summary>One mark.</summary>
    public Task<AddressMark?> FindAsync(string company, long id) =>
        _connection.QuerySingleOrDefaultAsync<AddressMark>(Command(FindMark, new { Company = company, Id = id }));

    /// <summary>The mark of an address that nobody released; it may have expired.</summary>
    public Task<AddressMark?> FindOpenAsync(string company, string addressKey) =>
        _connection.QuerySingleOrDefaultAsync<AddressMark>(Command(FindOpenMark, new { Company = company, AddressKey = addressKey }));

    /// <summary>What is known of the address the news are about.</summary>
    public async Task<AddressHistory> HistoryAsync(BounceNews news)
    {
        var key = new { news.Company, news.AddressKey, news.EventId };
        var mark = await FindOpenAsync(news.Company, news.AddressKey);
        var strikes = await _connection.QueryAsync<DateTimeOffset>(Command(ListStrikes, key));
        var released = await _connection.ExecuteScalarAsync<long?>(Command(FindLastRelease, key));
        return new AddressHistory(mark, strikes.AsList(), released is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }

    /// <summary>Marks an address, or makes the mark it has say what this one says.</summary>
    /// <param name="mark">Id and time of change are not looked at.</param>
    /// <param name="eventId">The event that says so now.</param>
    /// <returns>The mark as it is now, and what happened.</returns>
    public async Task<(AddressMark Mark, MarkChange Change)> SetAsync(AddressMark mark, long? eventId)
    {
        var before = await FindOpenAsync(mark.Company, mark.AddressKey);
        if (before is not null && !before.IsInForce(now))
        {
            await ReleaseAsync(before, MarkRelease.Expired, "system", null, null);
            before = null;
        }

        if (before is null)
        {
            var added = mark with { ChangedAt = now };
            added = added with { Id = await _connection.ExecuteScalarAsync<long>(Command(InsertMark, added)) };
            await NoteAsync(added, MarkChange.Marked, added.MarkedBy, added.Reason, eventId, added.Note);
            return (added, MarkChange.Marked);
        }

        var change = before.MarkKind == mark.MarkKind ? MarkChange.Confirmed : MarkChange.Changed;
        var after = before with { MarkKind = mark.MarkKind, Reason = mark.Reason, Note = mark.Note ?? before.Note, MarkedBy = mark.MarkedBy, ExpiresAt = mark.ExpiresAt, ChangedAt = now };
        await _connection.ExecuteAsync(Command(UpdateMark, after));
        await NoteAsync(after, change, mark.MarkedBy, mark.Reason, eventId, mark.Note);
        return (after, change);
    }

    /// <summary>Takes a mark away, with all failures that were counted until now.</summary>
    public async Task ReleaseAsync(AddressMark mark, MarkRelease release, string by, long? eventId, string? note)
    {
        var released = mark with { ReleasedAt = now, ReleasedBy = by, ReleaseReason = release.ToCode(), ReleaseNote = note, ChangedAt = now };
        if (await _connection.ExecuteAsync(Command(ReleaseMark, released)) > 0)
        {
            await NoteAsync(released, MarkChange.Released, by, released.ReleaseReason, eventId, note);
        }
    }

    /// <summary>Counts a failure.</summary>
    public Task StrikeAsync(BounceNews news) => _connection.ExecuteAsync(Command(
        InsertStrike, new { news.Company, news.AddressKey, StruckAt = news.At, news.EventId, news.Reason }));

    /// <summary>Forgets failures that were counted before a time.</summary>
    public Task ForgetStrikesAsync(string company, string addressKey, DateTimeOffset before) =>
        _connection.ExecuteAsync(Command(DeleteStrikes, new { Company = company, AddressKey = addressKey, Before = before }));

    private Task<int> NoteAsync(AddressMark mark, MarkChange change, string by, string? reason, long? eventId, string? note) =>
        _connection.ExecuteAsync(Command(InsertHistory, new
        {
            mark.Company,
            MarkId = mark.Id,
            ChangedAt = now,
            ChangedBy = by,
            MarkChange = change.ToCode(),
            mark.MarkKind,
            Reason = reason,
            EventId = eventId,
            mark.ExpiresAt,
            Note = note,
        }));

    private CommandDefinition Command(string sql, object parameters) => new(sql, parameters, transaction, cancellationToken: cancellationToken);
}
