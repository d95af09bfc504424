using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Events;
using BounceProcessor.Matching;
using BounceProcessor.Sending.Records;

using Dapper;

namespace BounceProcessor.Rediagnosis;

/// <summary>Finds what changed kinds of events change about the sent mails they are surely about, within one transaction of the caller.</summary>
internal sealed class ReturnedComparison(DbTransaction transaction, ForeseenReturns foreseen, CancellationToken cancellationToken)
{
    // A statement has a limit of values.
    private const int MostIds = 5_000;

    private static readonly string ListReturned = SqlText.Load("Rediagnosis/Sql/ListReturned.sql");
    private static readonly string ListReturning = SqlText.Load("Rediagnosis/Sql/ListReturning.sql");

    private readonly DbConnection _connection = transaction.Connection
        ?? throw new ArgumentException("The transaction is over.", nameof(transaction));

    private readonly Dictionary<long, RecipientRow> _recipients = [];
    private readonly Dictionary<long, List<NewsRow>> _news = [];

    /// <summary>The same mails; a change of an event that also changes its sent mail says so.</summary>
    public async Task<IReadOnlyList<ComparedMail>> CompareAsync(IReadOnlyList<ComparedMail> mails)
    {
        var ids = mails.SelectMany(mail => mail.Changes).Select(RecipientOf).OfType<long>().Distinct().ToArray();
        if (ids.Length == 0)
        {
            return mails;
        }

        await LoadAsync(ids);
        return [.. mails.Select(mail => mail with { Changes = [.. mail.Changes.Select(WithReturned)] })];
    }

    // A refusal that we heard ourselves is told by the state of the recipient, not by what came home.
    private static long? RecipientOf(EventChange change) =>
        change is { Before: { SentRecipientId: { } recipient } before } && before.Kind != change.After.Kind
        && Codes.Parse<MatchTrust>(before.Trust) is { } trust && EventMatch.IsSureTrust(trust) && !IsOwnRefusal(before.MatchEvidence)
            ? recipient
            : null;

    private static bool IsOwnRefusal(string? evidence) => MatchEvidence.Parse(evidence)?.Sign == MatchSign.OwnRefusal;

    private async Task LoadAsync(long[] all)
    {
        foreach (var ids in all.Chunk(MostIds))
        {
            foreach (var row in await QueryAsync<RecipientRow>(ListReturned, ids))
            {
                _recipients[row.Id] = row;
            }

            foreach (var rows in (await QueryAsync<NewsRow>(ListReturning, ids)).GroupBy(row => row.SentRecipientId))
            {
                _news[rows.Key] = [.. rows];
            }
        }
    }

    private EventChange WithReturned(EventChange change)
    {
        if (RecipientOf(change) is not { } id || !_recipients.TryGetValue(id, out var row) || row.Company != change.After.Company)
        {
            return change;
        }

        foreseen.Kinds[change.After.Id] = change.After.Kind;
        var before = foreseen.Recipients.GetValueOrDefault(id) ?? new ReturnedChange(id, row.Returned, row.EventId);
        var after = After(before, _news.GetValueOrDefault(id)?.Where(news => news.Company == row.Company) ?? []);
        if (after == before)
        {
            return change;
        }

        foreseen.Recipients[id] = after;
        return change with
        {
            Returned = after,
            Fields = after.Returned == before.Returned ? change.Fields : [.. change.Fields, new FieldChange("returned", before.Returned, after.Returned)],
        };
    }

    // All news again in their order. What an event told that is not kept any more still counts, and came before them.
    private ReturnedChange After(ReturnedChange before, IEnumerable<NewsRow> all)
    {
        var own = all.LastOrDefault(news => IsOwnRefusal(news.MatchEvidence))?.Id;
        NewsRow[] returned = [.. all.Where(news => !IsOwnRefusal(news.MatchEvidence))];
        var isKept = Array.Exists(returned, news => news.Id == before.EventId);
        var state = isKept ? null : Codes.Parse<ReturnState>(before.Returned);
        var told = isKept ? own : before.EventId;
        foreach (var news in returned)
        {
            if (Codes.Parse<MailKind>(foreseen.Kinds.GetValueOrDefault(news.Id) ?? news.Kind) is { } kind)
            {
                state = ReturnRule.After(state, kind);
                told = state is not null && state == ReturnRule.After(null, kind) ? news.Id : told;
            }
        }

        return before with { Returned = state?.ToCode(), EventId = told };
    }

    private Task<IEnumerable<T>> QueryAsync<T>(string sql, long[] ids) =>
        _connection.QueryAsync<T>(new CommandDefinition(sql, new { Ids = ids }, transaction, cancellationToken: cancellationToken));

    private sealed class RecipientRow
    {
        public long Id { get; init; }

        public string Company { get; init; } = "";

        public string? Returned { get; init; }

        public long? EventId { get; init; }
    }

    private sealed class NewsRow
    {
        public long Id { get; init; }

        public string Company { get; init; } = "";

        public long SentRecipientId { get; init; }

        public string Kind { get; init; } = "";

        public string? MatchEvidence { get; init; }
    }
}
