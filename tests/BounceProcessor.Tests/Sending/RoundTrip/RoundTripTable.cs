using System.Data.Common;
using System.Text.RegularExpressions;

using BounceProcessor.Tests.Servers;

using Dapper;

namespace BounceProcessor.Tests.Sending.RoundTrip;

/// <summary>What is known of the mails, one line each, as it must be and as it is: events, recipients, marks, and what the far side has.</summary>
internal static partial class RoundTripTable
{
    /// <summary>As it must be.</summary>
    public static IEnumerable<string> Expected(IReadOnlyList<PlannedMail> plan) => plan.SelectMany(Expected)
        .Concat(plan.SelectMany(mail => mail.Recipients.Where(one => one.Fate.Marks).Select(one => $"{mail.Sender.Company}: {one.Address} is marked hard mailbox-unknown"))
            .Distinct(StringComparer.Ordinal));

    /// <summary>As it is.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(DbDataSource database, IEnumerable<SmtpMail> arrived)
    {
        await using var connection = await database.OpenConnectionAsync();
        return
        [
            .. await connection.QueryAsync<string>(
                """
                SELECT COALESCE(m.subject, 'no mail') || ' to ' || COALESCE(r.address, 'nobody') || ': event ' || e.kind || ' ' || COALESCE(e.reason, '-') || ' '
                  || COALESCE(e.severity, '-') || ' ' || COALESCE(e.trust, '-') || ' of ' || e.company || '/' || COALESCE(e.sender_user, '-') || ' '
                  || COALESCE(e.customer, '-') || ' ' || COALESCE(e.document, '-') || ' about ' || e.recipient
                FROM events e
                LEFT JOIN sent_mails m ON m.id = e.sent_mail_id
                LEFT JOIN sent_recipients r ON r.id = e.sent_recipient_id
                """),
            .. await connection.QueryAsync<string>(
                """
                SELECT m.subject || ' to ' || r.address || ': ' || r.state || ', ' || COALESCE(r.returned, 'nothing') || ' came home, event of '
                  || COALESCE(e.sent_recipient_id = r.id, 0) || ' ' || COALESCE(e.document, '-')
                FROM sent_recipients r
                JOIN sent_mails m ON m.id = r.mail_id
                LEFT JOIN events e ON e.id = r.event_id
                """),
            .. await connection.QueryAsync<string>(
                "SELECT company || ': ' || address || ' is marked ' || mark_kind || ' ' || COALESCE(reason, '-') FROM address_marks WHERE released_at IS NULL"),
            .. arrived.SelectMany(mail => mail.Recipients.Select(address => $"{Subject().Match(mail.Headers).Groups[1].Value} to {address}: arrived")),
        ];
    }

    /// <summary>What is missing and what is too much, by mail; empty when both are the same.</summary>
    public static string Difference(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var balance = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (line, step) in expected.Select(line => (line, 1)).Concat(actual.Select(line => (line, -1))))
        {
            balance[line] = balance.GetValueOrDefault(line) + step;
        }

        return string.Join('\n', balance.Where(line => line.Value != 0)
            .OrderBy(line => line.Key, StringComparer.Ordinal)
            .Select(line => $"{(line.Value > 0 ? "missing" : "too much")}: {line.Key}{(Math.Abs(line.Value) > 1 ? $" ({Math.Abs(line.Value)} times)" : "")}"));
    }

    private static IEnumerable<string> Expected(PlannedMail mail)
    {
        foreach (var (fate, address) in mail.Recipients)
        {
            var document = fate.News is null ? "0 -" : $"1 {mail.Owner[mail.Owner.IndexOf("invoice", StringComparison.Ordinal)..]}";
            yield return $"{mail.Subject} to {address}: {fate.State}, {fate.Returned ?? "nothing"} came home, event of {document}";
            if (fate.News is { } news)
            {
                yield return $"{mail.Subject} to {address}: event {news} proved of {mail.Owner} about {address}";
            }

            if (fate.Arrives)
            {
                yield return $"{mail.Subject} to {address}: arrived";
            }
        }
    }

    [GeneratedRegex("^Subject: (.*?)\r?$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Subject();
}
