using System.Collections.Frozen;
using System.Data.Common;
using System.Text.Json;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Records;

using Dapper;

namespace BounceProcessor.Matching;

/// <summary>Looks sent mails up for a batch, within its transaction. Where nothing is looked for, nothing is asked.</summary>
internal sealed class SentSearch(DbTransaction transaction, CancellationToken cancellationToken)
{
    private static readonly string ListTraces = SqlText.Load("Matching/Sql/ListSentTraces.sql");
    private static readonly string ListSenders = SqlText.Load("Matching/Sql/ListSenders.sql");
    private static readonly string ListCanaries = SqlText.Load("Matching/Sql/ListCanaries.sql");
    private static readonly string ListGuesses = SqlText.Load("Matching/Sql/ListSentGuesses.sql");

    private static readonly HashSet<string> NeverWentOut = [RecipientState.Cancelled.ToCode(), RecipientState.Suppressed.ToCode()];

    private readonly DbConnection _connection = transaction.Connection
        ?? throw new ArgumentException("The transaction is over.", nameof(transaction));

    /// <summary>The mails that valid tokens and Message-IDs name, with all their recipients.</summary>
    public async Task<SentTraces> TracesAsync(IEnumerable<MailClue> clues)
    {
        var valid = clues.Where(clue => clue.State == ClueState.Valid).ToLookup(clue => clue.MessageId is null, clue => clue.Id);
        if (valid.Count == 0)
        {
            return SentTraces.None;
        }

        var rows = await QueryAsync<TraceRow>(ListTraces, new { Transmissions = Json(valid[true].Distinct()), Mails = Json(valid[false].Distinct()) });
        return new SentTraces(rows.GroupBy(row => row.MailId).Select(Trace));
    }

    /// <summary>Since when companies send through us; those that do not are not in it.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> SendersAsync(IEnumerable<string> companies)
    {
        string[] codes = [.. companies.Distinct(StringComparer.Ordinal)];
        return codes.Length == 0
            ? new Dictionary<string, DateTimeOffset>()
            : (await QueryAsync<SenderRow>(ListSenders, new { Companies = Json(codes) })).ToDictionary(row => row.Company, row => row.Since, StringComparer.Ordinal);
    }

    /// <summary>Those of some tokens that test mails of ours carry.</summary>
    public async Task<IReadOnlySet<string>> CanariesAsync(IEnumerable<string?> tokens)
    {
        string[] named = [.. tokens.OfType<string>().Distinct(StringComparer.Ordinal)];
        return named.Length == 0
            ? FrozenSet<string>.Empty
            : (await QueryAsync<string>(ListCanaries, new { Tokens = Json(named) })).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The mails sent to some addresses around some times.</summary>
    public async Task<SentGuesses> GuessesAsync(IEnumerable<SentGuess> guesses)
    {
        SentGuess[] wanted = [.. guesses.Distinct()];
        return new SentGuesses(wanted.Length == 0 ? [] : await QueryAsync<SentGuessRow>(ListGuesses, new { Wanted = Json(wanted) }));
    }

    private static SentTrace Trace(IGrouping<long, TraceRow> rows)
    {
        var mail = rows.First();
        return new SentTrace
        {
            Id = mail.MailId,
            Company = mail.Company,
            UserCode = mail.UserCode,
            MessageId = mail.MessageId,
            AcceptedAt = mail.AcceptedAt,
            Customer = mail.Customer,
            Document = mail.Document,
            Recipients = [.. rows.Select(row => new SentTraceRecipient(row.RecipientId, row.TransmissionId, row.AddressKey, !NeverWentOut.Contains(row.State)))],
        };
    }

    private static string Json<T>(IEnumerable<T> values) => JsonSerializer.Serialize(values);

    private Task<IEnumerable<T>> QueryAsync<T>(string sql, object parameters) =>
        _connection.QueryAsync<T>(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));

    private sealed class TraceRow
    {
        public long MailId { get; init; }

        public string Company { get; init; } = "";

        public string UserCode { get; init; } = "";

        public string MessageId { get; init; } = "";

        public DateTimeOffset AcceptedAt { get; init; }

        public string? Customer { get; init; }

        public string? Document { get; init; }

        public long RecipientId { get; init; }

        public long? TransmissionId { get; init; }

        public string AddressKey { get; init; } = "";

        public string State { get; init; } = "";
    }

    private sealed class SenderRow
    {
        public string Company { get; init; } = "";

        public DateTimeOffset Since { get; init; }
    }
}
