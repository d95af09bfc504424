using System.Text;

using Dapper;

namespace BounceProcessor.Rediagnosis;

/// <summary>The query for the mails of a filter, put together from constant pieces. No value enters the text.</summary>
internal static class RediagnosisQuery
{
    private static readonly string ListMails = SqlText.Load("Rediagnosis/Sql/ListMails.sql");

    /// <summary>The next mails in the order of their ids.</summary>
    /// <param name="filter">What the mail's events must be.</param>
    /// <param name="after">Id of the last mail before.</param>
    /// <param name="last">Id of the last mail to look at.</param>
    /// <param name="limit">At most so many.</param>
    public static (string Sql, DynamicParameters Parameters) For(RediagnosisFilter filter, long after, long last, int limit)
    {
        var pieces = new StringBuilder();
        var parameters = new DynamicParameters();
        parameters.Add("After", after);
        parameters.Add("Last", last);
        parameters.Add("Limit", limit);
        Add("AND company = @Company", "Company", filter.Company);
        Add("AND mailbox = @Mailbox", "Mailbox", filter.Mailbox);
        Add("AND reason = @Reason", "Reason", filter.Reason);
        Add("AND kind = @Kind", "Kind", filter.Kind);
        Add("AND rule LIKE @Rule ESCAPE '!'", "Rule", RulePattern(filter.Rule));
        Add("AND started_at >= @Since", "Since", filter.Since);
        Add("AND started_at < @Until", "Until", filter.Until);
        if (filter.Receiver is { } receiver)
        {
            var host = Escaped(receiver.Trim().TrimEnd('.').ToLowerInvariant());
            var isDomain = receiver.Contains('.', StringComparison.Ordinal);
            Add("AND (LOWER(remote_mta) LIKE @Receiver ESCAPE '!'", "Receiver", isDomain ? host : $"%{host}%");
            Add("OR LOWER(remote_mta) LIKE @ReceiverBelow ESCAPE '!')", "ReceiverBelow", $"%.{host}");
        }

        if (filter.Events.Count > 0)
        {
            Add("AND id IN @Events", "Events", filter.Events);
        }

        return (ListMails.Replace("/*filters*/", pieces.ToString(), StringComparison.Ordinal), parameters);

        void Add(string piece, string name, object? value)
        {
            if (value is not null)
            {
                pieces.Append(piece).Append('\n');
                parameters.Add(name, value);
            }
        }
    }

    private static string? RulePattern(string? rule) =>
        rule is null ? null : rule.EndsWith('*') ? Escaped(rule[..^1]) + "%" : Escaped(rule);

    // Not the backslash: it means something else in a PostgreSQL string.
    private static string Escaped(string text) => text
        .Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal)
        .Replace("_", "!_", StringComparison.Ordinal);
}
