using BounceProcessor.Database;
using BounceProcessor.Sending.Records;

using Microsoft.Data.Sqlite;

namespace BounceProcessor.Sending.Outbox;

/// <summary>The statements that every mail runs, parsed once for a connection.</summary>
internal sealed class OutboxStatements(SqliteConnection connection) : IDisposable
{
    private static readonly string BeginWrite = SqlText.Load("Sending/Sql/BeginWrite.sql");
    private static readonly string CommitWrite = SqlText.Load("Sending/Sql/CommitWrite.sql");
    private static readonly string RollBackWrite = SqlText.Load("Sending/Sql/RollBackWrite.sql");
    private static readonly string TakeTransmissions = SqlText.Load("Sending/Sql/TakeTransmissions.sql");
    private static readonly string MarkEnding = SqlText.Load("Sending/Sql/MarkEnding.sql");
    private static readonly string SettleTransmission = SqlText.Load("Sending/Sql/SettleTransmission.sql");
    private static readonly string AcceptRecipients = SqlText.Load("Sending/Sql/AcceptRecipients.sql");

    /// <summary>Begins a transaction that may write. The driver's own way takes longer than what is written in it.</summary>
    public SqliteStatement Begin { get; } = new(connection, BeginWrite, []);

    /// <summary>Ends it.</summary>
    public SqliteStatement Commit { get; } = new(connection, CommitWrite, []);

    /// <summary>Ends it as if it had never been.</summary>
    public SqliteStatement RollBack { get; } = new(connection, RollBackWrite, []);

    /// <summary>Takes what is due; gives back number and take of each.</summary>
    public PreparedStatement<(string Server, long Priority, int Limit, string Owner, DateTimeOffset Now)> Take { get; } = new(connection, TakeTransmissions,
    [
        ("@Server", row => row.Server),
        ("@Priority", row => row.Priority),
        ("@Limit", row => (long)row.Limit),
        ("@Owner", row => row.Owner),
        ("@Now", row => row.Now.ToUnixTimeMilliseconds()),
    ]);

    /// <summary>The end of the data is about to leave; writes no row when the transmission is no longer the process's.</summary>
    public PreparedStatement<(Transmission Row, string Owner, DateTimeOffset Now)> Ending { get; } = new(connection, MarkEnding,
    [
        ("@Id", row => row.Row.Id),
        ("@Take", row => row.Row.Take),
        ("@Owner", row => row.Owner),
        ("@Now", row => row.Now.ToUnixTimeMilliseconds()),
    ]);

    /// <summary>What became of a transmission.</summary>
    public PreparedStatement<(Settlement Settlement, string Owner, DateTimeOffset Now)> Settle { get; } = new(connection, SettleTransmission,
    [
        ("@Id", row => row.Settlement.Taken.Row.Id),
        ("@Take", row => row.Settlement.Taken.Row.Take),
        ("@Owner", row => row.Owner),
        ("@State", row => row.Settlement.State),
        ("@Server", row => row.Settlement.Server),
        ("@Tries", row => row.Settlement.Tries),
        ("@NextAt", row => row.Settlement.NextAt.ToUnixTimeMilliseconds()),
        ("@Reply", row => row.Settlement.Reply),
        ("@QueueId", row => row.Settlement.QueueId),
        ("@Now", row => row.Now.ToUnixTimeMilliseconds()),
    ]);

    /// <summary>All of a transmission's recipients that are not decided yet were accepted.</summary>
    public PreparedStatement<(long TransmissionId, DateTimeOffset Now)> Accept { get; } = new(connection, AcceptRecipients,
    [
        ("@TransmissionId", row => row.TransmissionId),
        ("@Now", row => row.Now.ToUnixTimeMilliseconds()),
    ]);

    /// <inheritdoc/>
    public void Dispose()
    {
        Begin.Dispose();
        Commit.Dispose();
        RollBack.Dispose();
        Take.Dispose();
        Ending.Dispose();
        Settle.Dispose();
        Accept.Dispose();
    }
}
