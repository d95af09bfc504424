using System.Text;

using BounceProcessor.Diagnosis;

using Dapper;

namespace BounceProcessor.Events;

/// <summary>The list query of one filter, put together from constant pieces: one a filter, so that each finds its index. No value enters the text.</summary>
/// <param name="ListSql">One page.</param>
/// <param name="CountSql">How many rows there are in all.</param>
/// <param name="Parameters">The values of both.</param>
internal sealed record EventQuery(string ListSql, string CountSql, DynamicParameters Parameters)
{
    private const string Filters = "/*filters*/";

    // Most events are unmatched and have no index of their own for it; the others have one that this condition leads to.
    private static readonly string Unmatched = MatchTrust.Unmatched.ToCode();

    private static readonly string List = SqlText.Load("Events/Sql/ListEvents.sql");
    private static readonly string Count = SqlText.Load("Events/Sql/CountEvents.sql");

    /// <summary>The query for a page.</summary>
    public static EventQuery For(EventFilter filter, long offset, int limit)
    {
        var pieces = new StringBuilder();
        var parameters = new DynamicParameters();
        parameters.Add("Limit", limit);
        parameters.Add("Offset", offset);
        Add("AND company = @Company", "Company", filter.Company);
        Add("AND kind = @Kind", "Kind", filter.Kind);
        Add("AND reason = @Reason", "Reason", filter.Reason);
        Add("AND severity = @Severity", "Severity", filter.Severity);
        Add("AND status = @Status", "Status", filter.Status);
        Add(filter.Trust == Unmatched ? "AND trust = @Trust" : "AND trust = @Trust AND trust <> 'unmatched'", "Trust", filter.Trust);
        Add("AND customer = @Customer", "Customer", filter.Customer);
        Add("AND document = @Document", "Document", filter.Document);
        Add("AND sender_user = @User AND sent_mail_id IS NOT NULL", "User", filter.User);
        Add("AND search_text LIKE @Text ESCAPE '!'", "Text", Pattern(filter.Text));
        var where = pieces.ToString();
        return new EventQuery(
            List.Replace(Filters, where, StringComparison.Ordinal), Count.Replace(Filters, where, StringComparison.Ordinal), parameters);

        void Add(string piece, string name, string? value)
        {
            if (value is not null)
            {
                pieces.Append(piece).Append('\n');
                parameters.Add(name, value);
            }
        }
    }

    // Not the backslash: it means something else in a PostgreSQL string.
    private static string? Pattern(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : "%" + text.Trim().ToLowerInvariant()
            .Replace("!", "!!", StringComparison.Ordinal)
            .Replace("%", "!%", StringComparison.Ordinal)
            .Replace("_", "!_", StringComparison.Ordinal) + "%";
}
