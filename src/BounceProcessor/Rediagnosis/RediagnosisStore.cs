using System.Data.Common;

using Dapper;

namespace BounceProcessor.Rediagnosis;

/// <summary>How far each rediagnosis came, so that one that was broken off goes on.</summary>
internal sealed class RediagnosisStore(DbDataSource database, TimeProvider time)
{
    private static readonly string FindLastMail = SqlText.Load("Rediagnosis/Sql/FindLastMail.sql");
    private static readonly string FindUnfinished = SqlText.Load("Rediagnosis/Sql/FindUnfinished.sql");
    private static readonly string GiveUpOthers = SqlText.Load("Rediagnosis/Sql/GiveUpOthers.sql");
    private static readonly string InsertRediagnosis = SqlText.Load("Rediagnosis/Sql/InsertRediagnosis.sql");
    private static readonly string UpdateProgress = SqlText.Load("Rediagnosis/Sql/UpdateProgress.sql");

    /// <summary>Where to begin: at the first mail, or where the same request under the same rules was broken off.</summary>
    /// <param name="request">What is to be judged; only one that writes is remembered.</param>
    /// <param name="rules">Fingerprint of program and rules.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<RediagnosisPass> BeginAsync(RediagnosisRequest request, string rules, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var lastMail = await connection.ExecuteScalarAsync<long>(new CommandDefinition(FindLastMail, cancellationToken: cancellationToken));
        if (!request.Apply)
        {
            return new RediagnosisPass(0, 0, lastMail, new RediagnosisSums());
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var filter = request.ToString();
        var before = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(FindUnfinished, new { Filter = filter, Rules = rules }, transaction, cancellationToken: cancellationToken));
        if (before is not null)
        {
            return new RediagnosisPass(before.Id, before.Position, before.LastMail, before.Sums);
        }

        var now = time.GetUtcNow();
        await connection.ExecuteAsync(new CommandDefinition(GiveUpOthers, new { At = now }, transaction, cancellationToken: cancellationToken));
        var id = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            InsertRediagnosis,
            new { request.Filter.Company, Filter = filter, Rules = rules, StartedAt = now, LastMail = lastMail },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return new RediagnosisPass(id, 0, lastMail, new RediagnosisSums());
    }

    /// <summary>Notes how far it came, in the transaction that changes the events.</summary>
    /// <param name="pass">After this batch.</param>
    /// <param name="isOver">No batch is left.</param>
    /// <param name="transaction">The caller's.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public async Task NoteAsync(RediagnosisPass pass, bool isOver, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        var parameters = new DynamicParameters(pass.Sums);
        parameters.Add("Id", pass.Id);
        parameters.Add("Position", pass.Position);
        parameters.Add("EndedAt", isOver ? time.GetUtcNow() : (DateTimeOffset?)null);
        await connection.ExecuteAsync(new CommandDefinition(UpdateProgress, parameters, transaction, cancellationToken: cancellationToken));
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public long Position { get; init; }

        public long LastMail { get; init; }

        public long Mails { get; init; }

        public long NotPossible { get; init; }

        public long Failed { get; init; }

        public long Events { get; init; }

        public long Changed { get; init; }

        public long Added { get; init; }

        public long Missing { get; init; }

        public long Closed { get; init; }

        public long Companies { get; init; }

        public RediagnosisSums Sums => new()
        {
            Mails = Mails,
            NotPossible = NotPossible,
            Failed = Failed,
            Events = Events,
            Changed = Changed,
            Added = Added,
            Missing = Missing,
            Closed = Closed,
            Companies = Companies,
        };
    }
}
