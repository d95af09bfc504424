using System.Data.Common;

using BounceProcessor.Events;

using Dapper;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Intake.Quarantine;

/// <summary>What is in quarantine, and giving it up.</summary>
internal sealed class QuarantineStore(DbDataSource database, TimeProvider time, ILogger<QuarantineStore> logger)
{
    private static readonly string List = SqlText.Load("Intake/Sql/ListQuarantine.sql");
    private static readonly string Count = SqlText.Load("Intake/Sql/CountQuarantine.sql");
    private static readonly string CountOpen = SqlText.Load("Intake/Sql/CountOpenQuarantine.sql");
    private static readonly string Find = SqlText.Load("Intake/Sql/FindQuarantine.sql");
    private static readonly string FindBytes = SqlText.Load("Intake/Sql/FindQuarantineBytes.sql");
    private static readonly string ListHistory = SqlText.Load("Intake/Sql/ListQuarantineHistory.sql");
    private static readonly string InsertHistory = SqlText.Load("Intake/Sql/InsertQuarantineHistory.sql");
    private static readonly string InsertDiscardedMail = SqlText.Load("Intake/Sql/InsertDiscardedMail.sql");
    private static readonly string UpdateDecided = SqlText.Load("Intake/Sql/UpdateDecided.sql");
    private static readonly string UpdateLedgerOutcome = SqlText.Load("Intake/Sql/UpdateLedgerOutcome.sql");

    /// <summary>One page, the last set aside first.</summary>
    /// <param name="mailbox">Of one mailbox; <see langword="null"/> for all.</param>
    /// <param name="all">With those that were filed or discarded.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">At least 1.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<QuarantinePage> ListAsync(string? mailbox, bool all, int page, int pageSize, CancellationToken cancellationToken)
    {
        var values = new { Mailbox = mailbox, All = all, Limit = pageSize, Offset = (long)(page - 1) * pageSize };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<long>(new CommandDefinition(Count, values, cancellationToken: cancellationToken));
        var entries = await connection.QueryAsync<QuarantineEntry>(new CommandDefinition(List, values, cancellationToken: cancellationToken));
        return new QuarantinePage(entries.AsList(), total);
    }

    /// <summary>How many mails of each mailbox are waiting or stuck; mailboxes without any are absent.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Mailbox, long Mails)>(new CommandDefinition(CountOpen, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Mailbox, row => row.Mails, StringComparer.Ordinal);
    }

    /// <summary>One mail.</summary>
    /// <returns><see langword="null"/> when there is none of that number.</returns>
    public async Task<QuarantineEntry?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<QuarantineEntry>(
            new CommandDefinition(Find, new { Id = id }, cancellationToken: cancellationToken));
    }

    /// <summary>Its bytes.</summary>
    /// <returns><see langword="null"/> when it was filed or discarded: the bytes are no longer here.</returns>
    /// <exception cref="InvalidDataException">The stored bytes are damaged.</exception>
    public async Task<byte[]?> BytesAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<BytesRow>(
            new CommandDefinition(FindBytes, new { Id = id }, cancellationToken: cancellationToken));
        return row is null ? null : MailContent.Decompress(row.Compressed, row.SizeBytes);
    }

    /// <summary>What happened to it, oldest first.</summary>
    public async Task<IReadOnlyList<QuarantineHistoryEntry>> HistoryAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<HistoryRow>(new CommandDefinition(ListHistory, new { Id = id }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => new QuarantineHistoryEntry(row.At, row.By, row.Action, row.Note))];
    }

    /// <summary>Gives a mail up: its bytes go, its hash stays among the filed mails, so that it is never filed, from whatever generation of the mailbox it comes.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="by">Who gives it up.</param>
    /// <param name="reason">Why; may be empty.</param>
    /// <param name="cancellationToken">Rolls everything back.</param>
    /// <returns>False when there is none of that number that waits or is stuck.</returns>
    public async Task<bool> DiscardAsync(long id, string by, string reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var entry = await connection.QuerySingleOrDefaultAsync<QuarantineEntry>(Command(Find, new { Id = id }));
        if (entry is not { IsOpen: true })
        {
            return false;
        }

        await connection.ExecuteAsync(Command(InsertDiscardedMail, new { Id = id, Now = now }));
        await connection.ExecuteAsync(Command(
            UpdateLedgerOutcome,
            new { entry.Mailbox, entry.Generation, Key = entry.MailKey, Outcome = QuarantineStates.Discarded, Settled = true, Now = now }));
        await connection.ExecuteAsync(Command(
            UpdateDecided, new { Id = id, State = QuarantineStates.Discarded, Now = now, Nothing = Array.Empty<byte>() }));
        var note = reason.Length == 0 ? null : reason;
        await connection.ExecuteAsync(Command(
            InsertHistory, new { Id = id, At = now, By = by, Action = QuarantineActions.Discarded, Note = note }));
        await transaction.CommitAsync(cancellationToken);
        QuarantineLog.Discarded(logger, id, entry.Mailbox, by, reason.Length == 0 ? "no reason given" : reason);
        return true;

        CommandDefinition Command(string sql, object values) => new(sql, values, transaction, cancellationToken: cancellationToken);
    }

    private sealed class BytesRow
    {
        public long SizeBytes { get; init; }

        public byte[] Compressed { get; init; } = [];
    }

    private sealed class HistoryRow
    {
        public DateTimeOffset At { get; init; }

        public string By { get; init; } = "";

        public string Action { get; init; } = "";

        public string? Note { get; init; }
    }
}
