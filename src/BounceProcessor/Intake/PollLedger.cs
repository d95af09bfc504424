using System.Data.Common;
using System.Text.Json;

using BounceProcessor.Mailboxes;

using Dapper;

namespace BounceProcessor.Intake;

/// <summary>Which mails of a mailbox are done, and which it does not hand over. This, not the server's flags, is our memory.</summary>
internal sealed class PollLedger(DbDataSource database, TimeProvider time)
{
    private const int MostLeft = 10_000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    // A mail out of quarantine that is not there any more would keep listings long for ever.
    private static readonly TimeSpan ReachBack = TimeSpan.FromDays(1);

    private static readonly string FindMailbox = SqlText.Load("Intake/Sql/FindLedgerMailbox.sql");
    private static readonly string InsertMailbox = SqlText.Load("Intake/Sql/InsertLedgerMailbox.sql");
    private static readonly string UpdateListFrom = SqlText.Load("Intake/Sql/UpdateListFrom.sql");
    private static readonly string ListKnown = SqlText.Load("Intake/Sql/ListKnownMails.sql");
    private static readonly string UpdateSettled = SqlText.Load("Intake/Sql/UpdateSettled.sql");
    private static readonly string ListLeft = SqlText.Load("Intake/Sql/ListLeft.sql");
    private static readonly string UpsertLeft = SqlText.Load("Intake/Sql/UpsertLeft.sql");
    private static readonly string DeleteLeft = SqlText.Load("Intake/Sql/DeleteLeft.sql");
    private static readonly string DeleteLeftDone = SqlText.Load("Intake/Sql/DeleteLeftDone.sql");

    /// <summary>The mailbox's page of the ledger; a new one unless it is a dry run.</summary>
    public async Task<LedgerMailbox> OpenAsync(IntakeRequest request, string generation, CancellationToken cancellationToken)
    {
        var mailbox = new { request.Mailbox, Generation = generation, request.Options.Company };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await FindAsync();
        if (row is null && !request.DryRun)
        {
            await connection.ExecuteAsync(new CommandDefinition(InsertMailbox, mailbox, cancellationToken: cancellationToken));
            row = await FindAsync();
        }

        return new LedgerMailbox(row?.Id ?? 0, generation, row?.ListFrom ?? 0);

        Task<MailboxRow?> FindAsync() => connection.QuerySingleOrDefaultAsync<MailboxRow>(
            new CommandDefinition(FindMailbox, mailbox, cancellationToken: cancellationToken));
    }

    /// <summary>Of some keys, those that are done, each with whether its mail is settled.</summary>
    public async Task<IReadOnlyDictionary<string, bool>> KnownAsync(
        LedgerMailbox mailbox, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await KnownAsync(mailbox, keys, connection, null, cancellationToken);
    }

    /// <summary>The same, as the caller's transaction sees it.</summary>
    public static Task<IReadOnlyDictionary<string, bool>> KnownAsync(
        LedgerMailbox mailbox, IReadOnlyCollection<string> keys, DbTransaction transaction, CancellationToken cancellationToken) =>
        KnownAsync(mailbox, keys, ConnectionOf(transaction), transaction, cancellationToken);

    /// <summary>Notes that mails are done, in the transaction that files them.</summary>
    public LedgerInsert Insert(LedgerMailbox mailbox, bool settles, DbTransaction transaction) => new(mailbox, settles, time.GetUtcNow(), transaction);

    /// <summary>Notes that the mailbox was told about these mails.</summary>
    public Task MarkSettledAsync(LedgerMailbox mailbox, IEnumerable<string> keys, CancellationToken cancellationToken) =>
        ExecuteAsync(UpdateSettled, new { mailbox.Id, Keys = Json(keys), Settled = true }, cancellationToken);

    /// <summary>Sets where the next listing starts: no higher than a mail that came out of quarantine lately and is not settled yet.</summary>
    public Task SetListFromAsync(LedgerMailbox mailbox, long listFrom, CancellationToken cancellationToken) =>
        ExecuteAsync(UpdateListFrom, new { mailbox.Id, ListFrom = listFrom, Since = time.GetUtcNow() - ReachBack }, cancellationToken);

    /// <summary>The mails that a mailbox did not hand over so far, the one that is due first first.</summary>
    public async Task<IReadOnlyList<LeftMail>> LeftAsync(LedgerMailbox mailbox, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var left = await ListLeftAsync(connection, null, mailbox.Id, MostLeft, cancellationToken);
        if (left.Count == 0)
        {
            return left;
        }

        // Done by a run that was killed before it could say so here.
        var done = await connection.ExecuteAsync(new CommandDefinition(DeleteLeftDone, new { mailbox.Id }, cancellationToken: cancellationToken));
        return done == 0 ? left : await ListLeftAsync(connection, null, mailbox.Id, MostLeft, cancellationToken);
    }

    /// <summary>The mails that mailboxes did not hand over so far, the one that is due first first.</summary>
    /// <param name="mailbox">Of one mailbox; <see langword="null"/> for all.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<LeftMail>> ListLeftAsync(string? mailbox, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ListLeftAsync(connection, mailbox, null, limit, cancellationToken);
    }

    /// <summary>Whether a mail that was not handed over is to be asked for now.</summary>
    public bool IsDue(LeftMail mail) => mail.IsDue(time.GetUtcNow());

    /// <summary>Notes mails that the mailbox lists but did not hand over, and when they are asked for again.</summary>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="company">The mailbox's.</param>
    /// <param name="mails">Each with what is noted of it so far, and with what happened now.</param>
    /// <param name="cancellationToken">Rolls all of it back.</param>
    public async Task LeaveAsync(
        LedgerMailbox mailbox, string company, IReadOnlyList<(MailEntry Entry, LeftMail? Before, string Fault)> mails, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(UpsertLeft, mails.Select(Row), transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);

        object Row((MailEntry Entry, LeftMail? Before, string Fault) mail) => new
        {
            mailbox.Id,
            mail.Entry.Key,
            Company = company,
            mail.Entry.Position,
            mail.Entry.SizeBytes,
            mail.Entry.ReceivedAt,
            Attempts = (mail.Before?.Attempts ?? 0) + 1,
            mail.Fault,
            FirstTriedAt = mail.Before?.FirstTriedAt ?? now,
            LastTriedAt = now,
            NextTryAt = now + Pause(mail.Before?.Attempts ?? 0),
        };
    }

    /// <summary>These mails are done, or gone from the mailbox.</summary>
    public Task ForgetLeftAsync(LedgerMailbox mailbox, IEnumerable<string> keys, CancellationToken cancellationToken) =>
        ExecuteAsync(DeleteLeft, new { mailbox.Id, Keys = Json(keys) }, cancellationToken);

    private static TimeSpan Pause(long attemptsBefore) =>
        attemptsBefore > 10 ? LongestPause : FirstPause * Math.Pow(2, attemptsBefore);

    private static async Task<IReadOnlyList<LeftMail>> ListLeftAsync(
        DbConnection connection, string? mailbox, long? id, int limit, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<LeftMail>(new CommandDefinition(
            ListLeft, new { Mailbox = mailbox, Id = id, Limit = limit }, cancellationToken: cancellationToken))).AsList();

    // One text for any number of keys: nothing is parsed anew for each length of the list.
    private static string Json(IEnumerable<string> keys) => JsonSerializer.Serialize(keys);

    private static async Task<IReadOnlyDictionary<string, bool>> KnownAsync(
        LedgerMailbox mailbox,
        IReadOnlyCollection<string> keys,
        DbConnection connection,
        DbTransaction? transaction,
        CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<MailRow>(new CommandDefinition(
            ListKnown, new { mailbox.Id, Keys = Json(keys) }, transaction, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.MailKey, row => row.Settled, StringComparer.Ordinal);
    }

    private static DbConnection ConnectionOf(DbTransaction transaction) =>
        transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));

    private async Task ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    private sealed class MailboxRow
    {
        public long Id { get; init; }

        public long ListFrom { get; init; }
    }

    private sealed class MailRow
    {
        public string MailKey { get; init; } = "";

        public bool Settled { get; init; }
    }
}
