using System.Data.Common;

using Dapper;

namespace BounceProcessor.Intake;

/// <summary>
/// Makes the good runs of a mailbox one row a day when they are old: what is waited for with IDLE makes a run for each mail. The sums stay,
/// and runs that broke off, were killed or set mails aside keep rows of their own.
/// </summary>
internal sealed class RunThinning(DbDataSource database, TimeProvider time)
{
    /// <summary>So long every run with news has its own row.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(31);

    private const int DaysAtOnce = 100;

    private static readonly string ListThinDays = SqlText.Load("Intake/Sql/ListThinDays.sql");
    private static readonly string MergeRuns = SqlText.Load("Intake/Sql/MergeRuns.sql");
    private static readonly string DeleteMergedRuns = SqlText.Load("Intake/Sql/DeleteMergedRuns.sql");

    /// <summary>Thins all that is old enough, a mailbox and day in each transaction.</summary>
    /// <param name="cancellationToken">Ends between two of them; the next time goes on.</param>
    public async Task ThinAsync(CancellationToken cancellationToken)
    {
        // Whole days, so that none is thinned twice.
        var before = new DateTimeOffset((time.GetUtcNow() - Age).UtcDateTime.Date, TimeSpan.Zero);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        while (true)
        {
            var days = (await connection.QueryAsync<DayRow>(new CommandDefinition(
                ListThinDays, new { Before = before, Limit = DaysAtOnce }, cancellationToken: cancellationToken))).AsList();
            foreach (var day in days)
            {
                await ThinAsync(connection, day, cancellationToken);
            }

            if (days.Count < DaysAtOnce)
            {
                return;
            }
        }
    }

    private static async Task ThinAsync(DbConnection connection, DayRow row, CancellationToken cancellationToken)
    {
        var from = DateTimeOffset.UnixEpoch.AddDays(row.Day);
        var day = new { row.Mailbox, row.Company, From = from, Till = from.AddDays(1) };
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var id = await connection.ExecuteScalarAsync<long>(new CommandDefinition(MergeRuns, day, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            DeleteMergedRuns, new { day.Mailbox, day.Company, day.From, day.Till, Id = id }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    private sealed class DayRow
    {
        public string Mailbox { get; init; } = "";

        public string Company { get; init; } = "";

        public long Day { get; init; }
    }
}
