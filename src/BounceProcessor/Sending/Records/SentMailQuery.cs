using System.Text;

using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;

using Dapper;

namespace BounceProcessor.Sending.Records;

/// <summary>The list query of one filter, put together from constant pieces: one a filter, so that each finds its index. No value enters the text.</summary>
/// <param name="ListSql">One page.</param>
/// <param name="CountSql">How many rows there are in all.</param>
/// <param name="Parameters">The values of both.</param>
internal sealed record SentMailQuery(string ListSql, string CountSql, DynamicParameters Parameters)
{
    private const string Filters = "/*filters*/";

    private static readonly string List = SqlText.Load("Sending/Sql/ListSentMails.sql");
    private static readonly string Count = SqlText.Load("Sending/Sql/CountSentMails.sql");

    private static readonly Dictionary<SentMailState, string> States = new()
    {
        [SentMailState.Open] = "AND id IN (SELECT mail_id FROM transmissions WHERE state <> 'done' AND state <> 'cancelled' AND state <> 'unsure')",
        [SentMailState.NotDone] = "AND id IN (SELECT mail_id FROM transmissions WHERE state <> 'done' AND state <> 'cancelled')",
        [SentMailState.Unsure] = "AND id IN (SELECT mail_id FROM transmissions WHERE state <> 'done' AND state <> 'cancelled' AND state = 'unsure')",
        [SentMailState.Refused] = "AND EXISTS (SELECT 1 FROM sent_recipients AS one WHERE one.mail_id = sent_mails.id AND one.state = 'refused')",
        [SentMailState.Bounced] = "AND EXISTS (SELECT 1 FROM sent_recipients AS one WHERE one.mail_id = sent_mails.id AND one.returned = 'bounced')",
        [SentMailState.NotSent] = "AND EXISTS (SELECT 1 FROM sent_recipients AS one WHERE one.mail_id = sent_mails.id AND one.state IN ('suppressed', 'cancelled'))",
    };

    /// <summary>The query for a page.</summary>
    public static SentMailQuery For(SentMailFilter filter, long offset, int limit)
    {
        var pieces = new StringBuilder();
        var parameters = new DynamicParameters();
        parameters.Add("Limit", limit);
        parameters.Add("Offset", offset);
        Add("AND company = @Company", "Company", Lower(filter.Company));
        Add("AND LOWER(user_code) = @UserCode", "UserCode", Lower(filter.User));
        Add("AND document = @Document", "Document", Trimmed(filter.Document));
        Add("AND customer = @Customer", "Customer", Trimmed(filter.Customer));
        Add("AND batch_id = @BatchId", "BatchId", filter.BatchId);
        Add(
            "AND id IN (SELECT one.mail_id FROM sent_recipients AS one WHERE one.address_key = @AddressKey)",
            "AddressKey",
            Trimmed(filter.Recipient) is { } address ? AddressKey.Of(address) ?? address.ToLowerInvariant() : null);
        Add(
            "AND (LOWER(subject) LIKE @Text ESCAPE '!' OR LOWER(document) LIKE @Text ESCAPE '!' OR LOWER(customer) LIKE @Text ESCAPE '!' "
                + "OR message_id LIKE @Text ESCAPE '!' OR LOWER(from_address) LIKE @Text ESCAPE '!')",
            "Text",
            Pattern(filter.Text));
        if (Codes.Parse<SentMailState>(filter.State) is { } state)
        {
            pieces.Append(States[state]).Append('\n');
        }

        var where = pieces.ToString();
        return new SentMailQuery(
            List.Replace(Filters, where, StringComparison.Ordinal), Count.Replace(Filters, where, StringComparison.Ordinal), parameters);

        void Add(string piece, string name, object? value)
        {
            if (value is not null)
            {
                pieces.Append(piece).Append('\n');
                parameters.Add(name, value);
            }
        }
    }

    private static string? Lower(string? text) => Trimmed(text)?.ToLowerInvariant();

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // Not the backslash: it means something else in a PostgreSQL string.
    private static string? Pattern(string? text) => Lower(text) is { } lower
        ? $"%{lower.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%"
        : null;
}
