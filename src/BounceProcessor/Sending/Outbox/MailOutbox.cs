using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;

using Dapper;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Takes mails over: from then on they are sent, or it is told why not, whatever happens to the process.</summary>
/// <param name="database">Where they are kept.</param>
/// <param name="admission">Finds what is wrong with a request.</param>
/// <param name="numbering">Composes.</param>
/// <param name="signal">Wakes the workers of this process.</param>
internal sealed class MailOutbox(DbDataSource database, MailAdmission admission, MailNumbering numbering, OutboxSignal signal) : IDisposable
{
    private static readonly string FindByKey = SqlText.Load("Sending/Sql/FindMailByKey.sql");
    private static readonly string FindLastIds = SqlText.Load("Sending/Sql/FindLastSentIds.sql");
    private static readonly string ListRecipients = SqlText.Load("Sending/Sql/ListMailRecipients.sql");

    // So that the numbers foreseen when composing are those that are given.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Takes one mail over, or tells all that is wrong with it.</summary>
    /// <exception cref="DbException">The database is full, locked or gone; nothing was taken over.</exception>
    public async Task<Acceptance> AcceptAsync(MailRequest request, CancellationToken cancellationToken) =>
        (await AcceptAsync([request], along: null, cancellationToken))[0];

    /// <summary>Takes many mails over in one transaction. Those with faults are left out, the others are taken.</summary>
    /// <param name="requests">What is asked for.</param>
    /// <param name="along">What is written in the same transaction, told what became of each request; <see langword="null"/> for nothing. When it throws, nothing is taken over.</param>
    /// <param name="cancellationToken">Rolls everything back.</param>
    /// <returns>One answer a request, in the same order.</returns>
    /// <exception cref="DbException">The database is full, locked or gone; nothing was taken over.</exception>
    public async Task<IReadOnlyList<Acceptance>> AcceptAsync(
        IReadOnlyList<MailRequest> requests,
        Func<IReadOnlyList<Acceptance>, DbTransaction, CancellationToken, Task>? along,
        CancellationToken cancellationToken)
    {
        var drafts = await admission.PrepareAsync(requests, cancellationToken);
        await numbering.PrepareAsync(cancellationToken);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var foreseen = await LastIdsAsync(connection, null, cancellationToken);
            var composed = Compose(drafts, foreseen.Mail);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var acceptances = await StoreAsync(drafts, composed, transaction, cancellationToken);
            if (along is not null)
            {
                await along(acceptances, transaction, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            if (acceptances.Any(acceptance => acceptance is { Mail: not null, IsRepeated: false }))
            {
                signal.Set();
            }

            return acceptances;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    // Outside of the transaction, for it takes time: the numbers are those that will be given unless another process is faster.
    private ComposedDraft[] Compose(IReadOnlyList<MailDraft> drafts, long lastId)
    {
        var composed = new ComposedDraft[drafts.Count];
        for (var i = 0; i < composed.Length; i++)
        {
            composed[i] = numbering.Compose(drafts[i], lastId + 1);
            lastId += composed[i].Faults.Count == 0 ? 1 : 0;
        }

        return composed;
    }

    private async Task<Acceptance[]> StoreAsync(
        IReadOnlyList<MailDraft> drafts, ComposedDraft[] composed, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var ids = await LastIdsAsync(transaction.Connection, transaction, cancellationToken);
        var acceptances = new Acceptance[drafts.Count];
        using var insert = new OutboxInsert(transaction);
        for (var i = 0; i < acceptances.Length; i++)
        {
            if (await FindRepeatedAsync(drafts[i], transaction, cancellationToken) is { } repeated)
            {
                acceptances[i] = repeated;
                continue;
            }

            if (composed[i].Faults.Count > 0)
            {
                acceptances[i] = new Acceptance(null, [], false, composed[i].Faults, drafts[i].Warnings);
                continue;
            }

            var current = composed[i].MailId == ids.Mail + 1 ? composed[i] : numbering.Compose(drafts[i], ids.Mail + 1);
            var mail = numbering.Number(drafts[i], current, ids);
            await insert.AddAsync(mail, cancellationToken);
            ids = new LastIds { Mail = mail.Mail.Id, Transmission = ids.Transmission + mail.Transmissions.Count, Recipient = ids.Recipient + mail.Recipients.Count };
            acceptances[i] = new Acceptance(mail.Mail, mail.Recipients, false, [], drafts[i].Warnings);
        }

        return acceptances;
    }

    private static async Task<Acceptance?> FindRepeatedAsync(MailDraft draft, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (draft.Request.IdempotencyKey is not { } key || transaction.Connection is not { } connection)
        {
            return null;
        }

        var values = new { draft.Request.Company, IdempotencyKey = key };
        var known = await connection.QuerySingleOrDefaultAsync<KeyedMail>(
            new CommandDefinition(FindByKey, values, transaction, cancellationToken: cancellationToken));
        if (known is null)
        {
            return null;
        }

        if (!draft.RequestHash.AsSpan().SequenceEqual(known.RequestHash))
        {
            return new Acceptance(null, [], false, [KeyReused(key, known.Id)], []);
        }

        var mail = await connection.QuerySingleAsync<SentMail>(new CommandDefinition(FindByKey, values, transaction, cancellationToken: cancellationToken));
        var recipients = await connection.QueryAsync<SentRecipient>(new CommandDefinition(
            ListRecipients, new { draft.Request.Company, MailId = known.Id }, transaction, cancellationToken: cancellationToken));
        return new Acceptance(mail, recipients.AsList(), true, [], []);
    }

    private static MailFault KeyReused(string key, long mailId) => new(
        "idempotencyKey",
        "key-reused",
        new LocalizedText(
            $"The idempotency key \"{key}\" belongs to mail {mailId}, which says something else. Nothing was sent; give every mail a key of its own.",
            $"Idempotentsusvõti \"{key}\" kuulub kirjale {mailId}, mille sisu on teine. Midagi ei saadetud; andke igale kirjale oma võti."));

    private static Task<LastIds> LastIdsAsync(DbConnection? connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.QuerySingleAsync<LastIds>(new CommandDefinition(FindLastIds, null, transaction, cancellationToken: cancellationToken));
    }

    private sealed class KeyedMail
    {
        public long Id { get; init; }

        public byte[] RequestHash { get; init; } = [];
    }
}
