using BounceProcessor.Tests.Servers;

using Dapper;

using MailKit;

using Microsoft.Data.Sqlite;

namespace BounceProcessor.Tests.Faults;

/// <summary>What must hold after any fault: every recipient exactly once, mail of others as it was, sums that balance.</summary>
internal sealed class Exactly
{
    private const string Inbox = "INBOX";

    /// <summary>The database file.</summary>
    public required string Database { get; init; }

    /// <summary>Numbers of the bounces that the server took; the recipient of each must have one event.</summary>
    public required IReadOnlyCollection<int> Bounces { get; init; }

    /// <summary>Numbers of bounces whose delivery broke off: one event when the mail is there, else one or none.</summary>
    public IReadOnlyCollection<int> Uncertain { get; init; } = [];

    /// <summary>The mailbox before the first run; what is not a bounce must stay so.</summary>
    public IReadOnlyCollection<SeenMail> Others { get; init; } = [];

    /// <summary>Leave, Flag or Move, as configured.</summary>
    public string AfterFiling { get; init; } = "Leave";

    /// <summary>A server that dies while it moves a mail, or two clients that move it at once, may leave a copy in each folder.</summary>
    public bool CopiesMayStay { get; init; }

    /// <summary>Compares database and mailbox with what is expected.</summary>
    /// <param name="mailbox">The mailbox now; null when there is none to look into.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Findings> FindAsync(IReadOnlyList<SeenMail>? mailbox, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var filed = await FiledAsync(connection);
        var there = mailbox?.Select(mail => mail.MessageId).ToHashSet(StringComparer.Ordinal) ?? [];
        return new Findings(
            [.. Bounces.Concat(Uncertain.Where(number => there.Contains(PostfixBounce.MessageId(number)))).Select(PostfixBounce.Recipient)
                .Where(recipient => !filed.ContainsKey(recipient)).Select(recipient => $"{recipient} has no event")],
            [.. Doubled(filed)],
            mailbox is null ? [] : [.. Touched(mailbox)],
            [.. await UnbalancedAsync(connection)]);
    }

    /// <summary>What must hold at every moment, also while work is left: nothing twice, nothing settled that has no event, nothing of others touched.</summary>
    public async Task<Findings> FindMidwayAsync(IReadOnlyList<SeenMail> mailbox, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var filed = await FiledAsync(connection);
        var numbers = Bounces.Concat(Uncertain).ToDictionary(PostfixBounce.MessageId, StringComparer.Ordinal);
        var early = mailbox.Where(mail => mail.Folder != Inbox || mail.Flags != MessageFlags.None)
            .Where(mail => numbers.TryGetValue(mail.MessageId, out var number) && !filed.ContainsKey(PostfixBounce.Recipient(number)))
            .Select(mail => $"{mail} is settled and has no event");
        return new Findings([], [.. Doubled(filed)], [.. TouchedOthers(mailbox), .. early], []);
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={Database};Mode=ReadWrite;Pooling=False;Default Timeout=30");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    // Killed early enough, a run leaves a database without tables.
    private static async Task<Dictionary<string, int>> FiledAsync(SqliteConnection connection) =>
        await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'events'") == 0
            ? []
            : (await connection.QueryAsync<string>("SELECT recipient FROM events WHERE kind = 'failure'"))
                .CountBy(recipient => recipient, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    private IEnumerable<string> Doubled(Dictionary<string, int> filed)
    {
        var known = Bounces.Concat(Uncertain).Select(PostfixBounce.Recipient).ToHashSet(StringComparer.Ordinal);
        return filed.Where(pair => pair.Value > 1).Select(pair => $"{pair.Key} has {pair.Value} events")
            .Concat(filed.Keys.Where(recipient => !known.Contains(recipient)).Select(recipient => $"{recipient} has an event and no bounce"));
    }

    private IEnumerable<string> Touched(IReadOnlyList<SeenMail> mailbox)
    {
        var letters = Others.Select(other => other.MessageId).ToHashSet(StringComparer.Ordinal);
        var ours = mailbox.Where(mail => !letters.Contains(mail.MessageId)).ToList();
        return TouchedOthers(mailbox)
            .Concat(ours.Where(mail => !IsSettledAsAsked(mail)).Select(mail => $"{mail} should be settled by {AfterFiling}"))
            .Concat(ours.CountBy(mail => mail.MessageId, StringComparer.Ordinal).Where(pair => pair.Value > 1 && !CopiesMayStay)
                .Select(pair => $"{pair.Key} lies {pair.Value} times in the mailbox"));
    }

    private IEnumerable<string> TouchedOthers(IReadOnlyList<SeenMail> mailbox) =>
        Others.Where(other => !mailbox.Contains(other))
            .Select(other => $"{other.MessageId} is no longer as it was ({string.Join(", ", mailbox.Where(mail => mail.MessageId == other.MessageId))})")
            .Concat(mailbox.Where(mail => Others.Any(other => other.MessageId == mail.MessageId) && !Others.Contains(mail))
                .Select(copy => $"{copy} is a copy of a mail that is not ours"));

    private bool IsSettledAsAsked(SeenMail mail) => AfterFiling switch
    {
        "Move" => mail.Folder == "Processed" && mail.Flags == MessageFlags.None,
        "Flag" => mail.Folder == Inbox && mail.Flags == MessageFlags.Seen,
        _ => mail.Folder == Inbox && mail.Flags == MessageFlags.None,
    };

    private static async Task<IEnumerable<string>> UnbalancedAsync(SqliteConnection connection)
    {
        var runs = (await connection.QueryAsync<StoredRun>("""
            SELECT id, ended_at IS NOT NULL AS ended, seen, known, new_mails AS newmails, bounces,
              bounces + not_bounces + duplicates + quarantined + left_over AS parts, left_over AS leftover
            FROM runs ORDER BY id
            """)).ToList();
        var wrong = runs.Where(run => run.Ended && (run.Seen != run.Known + run.NewMails || run.NewMails != run.Parts))
            .Select(run => $"run {run.Id} does not balance").ToList();
        if (runs.LastOrDefault(run => run.Ended) is not { LeftOver: 0 })
        {
            wrong.Add("the last run left something");
        }

        // What every run counted as a bounce is a line of the ledger; only runs that were killed could not say what they did.
        var counted = runs.Where(run => run.Ended).Sum(run => run.Bounces);
        var noted = await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM ledger WHERE outcome = 'bounce'");
        if (counted > noted || (counted < noted && runs.All(run => run.Ended)))
        {
            wrong.Add($"the runs counted {counted} bounces and the ledger has {noted}");
        }

        return wrong;
    }

    private sealed class StoredRun
    {
        public long Id { get; init; }

        public bool Ended { get; init; }

        public long Seen { get; init; }

        public long Known { get; init; }

        public long NewMails { get; init; }

        public long Bounces { get; init; }

        public long Parts { get; init; }

        public long LeftOver { get; init; }
    }
}
