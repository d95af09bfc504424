using System.Data.Common;

using Dapper;

namespace BounceProcessor.Alerts;

/// <summary>Reads what went on in the mailboxes, and keeps how long each has been silent.</summary>
internal sealed class ActivityStore(DbDataSource database, TimeProvider time)
{
    private static readonly string FindActivity = SqlText.Load("Alerts/Sql/FindActivity.sql");
    private static readonly string ListSilences = SqlText.Load("Alerts/Sql/ListSilences.sql");
    private static readonly string SaveSilence = SqlText.Load("Alerts/Sql/SaveSilence.sql");
    private static readonly string LastBounce = SqlText.Load("Alerts/Sql/FindLastBounce.sql");
    private static readonly string CountSent = SqlText.Load("Alerts/Sql/CountSent.sql");
    private static readonly string NewestEvent = SqlText.Load("Alerts/Sql/FindNewestEvent.sql");
    private static readonly string CountBounces = SqlText.Load("Alerts/Sql/CountNewBounces.sql");

    /// <summary>What the runs say of a mailbox.</summary>
    public async Task<MailboxActivity> FindAsync(string mailbox, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<MailboxActivity>(Command(FindActivity, new { Mailbox = mailbox, Now = time.GetUtcNow() }, null, cancellationToken));
    }

    /// <summary>The kept silences by mailbox.</summary>
    public async Task<IReadOnlyDictionary<string, Silence>> ListSilencesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Silence>(Command(ListSilences, null, null, cancellationToken));
        return rows.ToDictionary(row => row.Mailbox, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Keeps silences, together.</summary>
    /// <exception cref="DbException">The database cannot be written to.</exception>
    public async Task SaveAsync(IReadOnlyList<Silence> silences, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(SaveSilence, silences, transaction, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>When the latest bounce that is no canary's came into a mailbox, within a time.</summary>
    public async Task<DateTimeOffset?> LastBounceAsync(string mailbox, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(Command(LastBounce, new { Mailbox = mailbox, From = from, To = to }, null, cancellationToken))
            is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }

    /// <summary>What a company sent and what of it came back: before a time, and since then.</summary>
    public async Task<SentCount> CountSentAsync(
        string mailbox, string company, (DateTimeOffset Start, DateTimeOffset Now, DateTimeOffset End) times, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<SentCount>(
            Command(CountSent, new { Mailbox = mailbox, Company = company, times.Start, times.Now, times.End }, null, cancellationToken));
    }

    /// <summary>Code of the newest event; 0 when there is none.</summary>
    public async Task<long> NewestEventAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(Command(NewestEvent, null, null, cancellationToken));
    }

    /// <summary>Failures and delays filed after one event and up to another, by mailbox and minute of arrival.</summary>
    public async Task<IReadOnlyList<BounceMinute>> CountAsync(long after, long upTo, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<BounceMinute>(Command(CountBounces, new { After = after, UpTo = upTo }, null, cancellationToken))).AsList();
    }

    private static CommandDefinition Command(string sql, object? parameters, DbTransaction? transaction, CancellationToken cancellationToken) =>
        new(sql, parameters, transaction, cancellationToken: cancellationToken);
}
