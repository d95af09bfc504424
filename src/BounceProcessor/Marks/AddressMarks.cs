using System.Data.Common;

using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;

using Dapper;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Marks;

/// <summary>Addresses that are known not to work.</summary>
/// <param name="database">Where they are kept.</param>
/// <param name="options">When an address is marked and for how long.</param>
/// <param name="time">Tells which marks have expired.</param>
public sealed class AddressMarks(DbDataSource database, IOptions<MarkOptions> options, TimeProvider time)
{
    // Below the number of parameters that a statement may have.
    private const int MostKeys = 500;
    private const int LargestPage = 500;

    private static readonly string FindMark = SqlText.Load("Marks/Sql/FindMark.sql");
    private static readonly string ListMarksInForce = SqlText.Load("Marks/Sql/ListMarksInForce.sql");
    private static readonly string ListMarks = SqlText.Load("Marks/Sql/ListMarks.sql");
    private static readonly string CountMarks = SqlText.Load("Marks/Sql/CountMarks.sql");
    private static readonly string ListMarkHistory = SqlText.Load("Marks/Sql/ListMarkHistory.sql");

    /// <summary>The marks in force on some addresses.</summary>
    /// <param name="company">Whose marks.</param>
    /// <param name="addressKeys">Any number, by <see cref="AddressKey.Of"/>.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>By address key; without those that are not marked.</returns>
    public async Task<IReadOnlyDictionary<string, AddressMark>> FindAsync(
        string company, IReadOnlyCollection<string> addressKeys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, AddressMark>(StringComparer.Ordinal);
        if (addressKeys.Count == 0)
        {
            return found;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var keys in addressKeys.Chunk(MostKeys))
        {
            var rows = await connection.QueryAsync<AddressMark>(Command(
                ListMarksInForce, new { Company = company, AddressKeys = keys, Now = time.GetUtcNow() }, cancellationToken));
            foreach (var mark in rows)
            {
                found[mark.AddressKey] = mark;
            }
        }

        return found;
    }

    /// <summary>One mark, in force or not.</summary>
    /// <param name="company">Whose mark; <see langword="null"/> for the operator, who sees those of every company.</param>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns><see langword="null"/> when there is none with that number.</returns>
    public async Task<AddressMark?> FindAsync(string? company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<AddressMark>(Command(FindMark, new { Company = company, Id = id }, cancellationToken));
    }

    /// <summary>One page of marks, newest first.</summary>
    /// <param name="filter">What to show.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 500.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<MarkPage> ListAsync(MarkFilter filter, int page, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, LargestPage);
        var parameters = new
        {
            filter.Company,
            filter.Kind,
            Text = Pattern(filter.Text),
            InForce = filter.InForce is { } inForce ? inForce ? 1 : 0 : (int?)null,
            Now = time.GetUtcNow(),
            Limit = pageSize,
            Offset = (long)(page - 1) * pageSize,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<long>(Command(CountMarks, parameters, cancellationToken));
        var marks = await connection.QueryAsync<AddressMark>(Command(ListMarks, parameters, cancellationToken));
        return new MarkPage(marks.AsList(), total);
    }

    /// <summary>What happened to a mark, oldest first.</summary>
    public async Task<IReadOnlyList<MarkHistoryEntry>> HistoryAsync(string company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<MarkHistoryEntry>(Command(ListMarkHistory, new { Company = company, Id = id }, cancellationToken));
        return rows.AsList();
    }

    /// <summary>Marks an address by hand; one that is marked gets this kind, note and expiry.</summary>
    /// <returns>The mark; <see langword="null"/> when the text is no address.</returns>
    public async Task<AddressMark?> MarkAsync(NewMark mark, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var marked = await MarkAsync(mark, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return marked;
    }

    /// <summary>Takes a mark away by hand.</summary>
    /// <param name="company">Whose mark.</param>
    /// <param name="id">Its number.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="note">What the person wrote; <see langword="null"/> for nothing.</param>
    /// <param name="cancellationToken">Rolls it back.</param>
    /// <returns>False when there is no such mark, or it was released before.</returns>
    public async Task<bool> ReleaseAsync(string company, long id, string by, string? note, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        var store = new MarkStore(transaction, now, cancellationToken);
        if (await store.FindAsync(company, id) is not { ReleasedAt: null } mark)
        {
            return false;
        }

        await store.ReleaseAsync(mark, MarkRelease.ByHand, by, null, note);
        await store.ForgetStrikesAsync(company, mark.AddressKey, now);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Marks an address for which a person gave another. A mark that a person or a complaint set stays as it is.</summary>
    internal async Task MarkCorrectedAsync(
        string company, string address, long eventId, string by, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = AddressKey.Of(address) is { } key ? await new MarkStore(transaction, now, cancellationToken).FindOpenAsync(company, key) : null;
        if (before is not null && before.IsInForce(now) && Codes.Parse<MarkKind>(before.MarkKind) is MarkKind.ByHand or MarkKind.Complaint)
        {
            return;
        }

        DateTimeOffset? expires = options.Value.Lifetime(MarkKind.Corrected) is { } lifetime ? now + lifetime : null;
        await MarkAsync(
            new NewMark { Company = company, Address = address, Kind = MarkKind.Corrected, EventId = eventId, By = by, ExpiresAt = expires }, transaction, cancellationToken);
    }

    /// <summary>Marks, counts or releases as an event about an address says. Only what is proved or matched changes anything; the same news twice change nothing more.</summary>
    /// <param name="news">What the event says.</param>
    /// <param name="transaction">That of the event, so that both last or neither.</param>
    /// <param name="cancellationToken">Looked at before each statement.</param>
    /// <returns>What happened to a mark; <see langword="null"/> when nothing did.</returns>
    public async Task<MarkChange?> LearnAsync(BounceNews news, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var store = new MarkStore(transaction, now, cancellationToken);
        var known = await store.HistoryAsync(news);
        var decision = MarkRule.Decide(news, known, options.Value, now);
        switch (decision)
        {
            case { Act: MarkAct.Strike }:
                await CountAsync(store, news);
                return null;
            case { Act: MarkAct.Mark, Kind: { } kind }:
                await CountAsync(store, news);
                return (await store.SetAsync(Row(news, kind, known.Mark, now), news.EventId)).Change;
            case { Act: MarkAct.Release, Release: { } release }:
                await store.ForgetStrikesAsync(news.Company, news.AddressKey, news.At);
                if (known.Mark is null)
                {
                    return null;
                }

                await store.ReleaseAsync(known.Mark, release, "system", news.EventId, null);
                return MarkChange.Released;
            default:
                return null;
        }
    }

    private async Task<AddressMark?> MarkAsync(NewMark mark, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (AddressKey.Of(mark.Address) is not { } key)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var row = new AddressMark
        {
            Id = 0,
            Company = mark.Company,
            Address = mark.Address.Trim(),
            AddressKey = key,
            MarkKind = mark.Kind.ToCode(),
            Note = mark.Note,
            Since = now,
            EventId = mark.EventId,
            MarkedBy = mark.By,
            ExpiresAt = mark.ExpiresAt,
            ChangedAt = now,
        };
        return (await new MarkStore(transaction, now, cancellationToken).SetAsync(row, mark.EventId)).Mark;
    }

    private async Task CountAsync(MarkStore store, BounceNews news)
    {
        await store.ForgetStrikesAsync(news.Company, news.AddressKey, news.At - (options.Value.SoftWindow * 2));
        await store.StrikeAsync(news);
    }

    private AddressMark Row(BounceNews news, MarkKind kind, AddressMark? before, DateTimeOffset now)
    {
        // A bounce does not shorten what a person or an earlier bounce set.
        var inForce = before is not null && before.IsInForce(now) ? before : null;
        DateTimeOffset? expires = options.Value.Lifetime(kind) is { } lifetime ? news.At + lifetime : null;
        var keeps = inForce is not null && (kind == MarkKind.ByHand || inForce.ExpiresAt is null || inForce.ExpiresAt > expires);
        return new AddressMark
        {
            Id = 0,
            Company = news.Company,
            Address = news.Address,
            AddressKey = news.AddressKey,
            MarkKind = kind.ToCode(),
            Reason = news.Reason ?? inForce?.Reason,
            Since = news.At,
            EventId = news.EventId,
            MarkedBy = inForce is not null && inForce.MarkKind == kind.ToCode() ? inForce.MarkedBy : "system",
            ExpiresAt = keeps ? inForce?.ExpiresAt : expires,
            ChangedAt = now,
        };
    }

    private static string? Pattern(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : $"%{text.Trim().ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);
}
