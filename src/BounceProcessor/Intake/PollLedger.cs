using System.Data.Common;

using Dapper;

namespace BounceProcessor.Intake;

/// <summary>Which mails of a mailbox are done. This, not the server's flags, is our memory.</summary>
internal sealed class PollLedger(DbDataSource database, TimeProvider time)
{
    // One that is not there any more would keep listings long for ever.
    private static readonly TimeSpan ReachBack = TimeSpan.FromDays(1);

    private static readonly string FindMailbox = SqlText.Load("Intake/Sql/FindLedgerMailbox.sql");
    private static readonly string InsertMailbox = SqlText.Load("Intake/Sql/InsertLedgerMailbox.sql");
    private static readonly string UpdateListFrom = SqlText.Load("Intake/Sql/UpdateListFrom.sql");
    private static readonly string ListKnown = SqlText.Load("Intake/Sql/ListKnownMails.sql");
    private static readonly string UpdateSettled = SqlText.Load("Intake/Sql/UpdateSettled.sql");

    /// <summary>The mailbox's page of the ledger; a new one unless it is a dry run.</summary>
    public async Task<LedgerMailbox> OpenAsync(IntakeRequest request, string generation, CancellationToken cancellationToken)
    {
        var mailbox = new { request.Mailbox, Generation = generation, request.Options.Company };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (!request.DryRun)
        {
            await connection.ExecuteAsync(new CommandDefinition(InsertMailbox, mailbox, cancellationToken: cancellationToken));
        }

        var row = await connection.QuerySingleOrDefaultAsync<MailboxRow>(
            new CommandDefinition(FindMailbox, mailbox, cancellationToken: cancellationToken));
        return new LedgerMailbox(row?.Id ?? 0, generation, row?.ListFrom ?? 0);
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
    public LedgerInsert Insert(LedgerMailbox mailbox, DbTransaction transaction) => new(mailbox, time.GetUtcNow(), transaction);

    /// <summary>Notes that the mailbox was told about these mails.</summary>
    public async Task MarkSettledAsync(LedgerMailbox mailbox, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            UpdateSettled, keys.Select(key => new { mailbox.Id, Key = key, Settled = true }), transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Sets where the next listing starts: no higher than a mail that came out of quarantine lately and is not settled yet.</summary>
    public async Task SetListFromAsync(LedgerMailbox mailbox, long listFrom, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(UpdateListFrom, new { mailbox.Id, ListFrom = listFrom, Since = time.GetUtcNow() - ReachBack }, cancellationToken: cancellationToken));
    }

    private static async Task<IReadOnlyDictionary<string, bool>> KnownAsync(
        LedgerMailbox mailbox,
        IReadOnlyCollection<string> keys,
        DbConnection connection,
        DbTransaction? transaction,
        CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<MailRow>(new CommandDefinition(
            ListKnown, new { mailbox.Id, Keys = keys }, transaction, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.MailKey, row => row.Settled, StringComparer.Ordinal);
    }

    private static DbConnection ConnectionOf(DbTransaction transaction) =>
        transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));

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
