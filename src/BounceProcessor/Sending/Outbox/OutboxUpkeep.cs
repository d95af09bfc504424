using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Records;

using Dapper;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Says that this process lives, looks after what dead processes had in hand, and gives up what was tried long enough.</summary>
internal sealed class OutboxUpkeep(OutboxWriter writer, OutboxQueue queue, OutboxProcess process, ILogger<OutboxUpkeep> logger)
{
    /// <summary>A process that was not heard of for so long is taken for dead.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    private const string Crashed = "the sending process ended between the end of the data and the reply";
    private const string MachineFailed = "the machine failed while the sending process had the mail in hand";

    private static readonly string SaveProcess = SqlText.Load("Sending/Sql/SaveOutboxProcess.sql");
    private static readonly string DeleteProcess = SqlText.Load("Sending/Sql/DeleteOutboxProcess.sql");
    private static readonly string ListOwners = SqlText.Load("Sending/Sql/ListOutboxOwners.sql");
    private static readonly string ReturnTaken = SqlText.Load("Sending/Sql/ReturnTaken.sql");
    private static readonly string TakeOver = SqlText.Load("Sending/Sql/TakeOver.sql");
    private static readonly string UnsureRecipients = SqlText.Load("Sending/Sql/UnsureRecipients.sql");
    private static readonly string InsertHistory = SqlText.Load("Sending/Sql/InsertTransmissionHistory.sql");
    private static readonly string ListExpired = SqlText.Load("Sending/Sql/ListExpired.sql");
    private static readonly string EndExpired = SqlText.Load("Sending/Sql/EndExpired.sql");

    /// <summary>This process lives for another <see cref="Lease"/>.</summary>
    public Task<int> BeatAsync() => writer.WriteAsync(write =>
        write.Connection.ExecuteAsync(write.Command(SaveProcess, new { Owner = process.Name, Until = write.Now + Lease, process.Boot })));

    /// <summary>
    /// What a dead process had taken goes back to waiting; what it was ending may have gone out, and is put before a person. After a failure of
    /// the machine both may have: that a mail is being ended is not waited for until it is on the disk.
    /// </summary>
    /// <returns>How many went back, and how many are unsure.</returns>
    public async Task<(int Returned, int Unsure)> RecoverAsync()
    {
        var sum = await writer.WriteAsync(async write =>
        {
            var owners = await write.Connection.QueryAsync<(string Owner, long Until, string? Boot)>(write.Command(ListOwners, new { Owner = process.Name }));
            var (returned, unsure) = (0, 0);
            foreach (var (owner, until, boot) in owners.AsList())
            {
                if (until < write.Now.ToUnixTimeMilliseconds() || process.IsDead(owner))
                {
                    unsure += await TakeOverAsync(owner, TransmissionState.Ending, Crashed, write);
                    if (boot?.Length > 0 && boot == process.Boot)
                    {
                        returned += await write.Connection.ExecuteAsync(write.Command(ReturnTaken, new { Owner = owner, write.Now }));
                    }
                    else
                    {
                        unsure += await TakeOverAsync(owner, TransmissionState.Sending, MachineFailed, write);
                    }

                    await write.Connection.ExecuteAsync(write.Command(DeleteProcess, new { Owner = owner }));
                }
            }

            return (Returned: returned, Unsure: unsure);
        });
        if (sum.Returned + sum.Unsure > 0)
        {
            OutboxLog.Recovered(logger, sum.Returned, sum.Unsure);
        }

        return sum;
    }

    /// <summary>Gives up what was tried for as long as is tried.</summary>
    /// <returns>How many mails.</returns>
    public Task<int> ExpireAsync() => writer.WriteAsync(async write =>
    {
        var rows = (await write.Connection.QueryAsync<Transmission>(write.Command(ListExpired, new { write.Now }))).AsList();
        foreach (var taken in await TakenMails.WithRecipientsAsync(rows, write))
        {
            if (await write.Connection.ExecuteAsync(write.Command(EndExpired, new { taken.Row.Id, write.Now })) == 1)
            {
                await queue.SettleRecipientsAsync(SettlementRule.Expired(taken, write.Now), write);
            }
        }

        return rows.Count;
    });

    /// <summary>At a stop: what this process has taken and not sent waits again.</summary>
    public Task<int> LeaveAsync() => writer.WriteAsync(async write =>
    {
        var returned = await write.Connection.ExecuteAsync(write.Command(ReturnTaken, new { Owner = process.Name, write.Now }));
        await write.Connection.ExecuteAsync(write.Command(DeleteProcess, new { Owner = process.Name }));
        return returned;
    });

    private static async Task<int> TakeOverAsync(string owner, TransmissionState state, string why, OutboxTransaction write)
    {
        var unsure = (await write.Connection.QueryAsync<TakenRow>(write.Command(
            TakeOver, new { Owner = owner, State = state.ToCode(), Reply = why, write.Now }))).AsList();
        foreach (var row in unsure)
        {
            await write.Connection.ExecuteAsync(write.Command(UnsureRecipients, new { TransmissionId = row.Id, write.Now }));
            var entry = new
            {
                row.Company,
                row.MailId,
                TransmissionId = row.Id,
                At = write.Now,
                ChangedBy = (string?)null,
                Action = HistoryAction.Unsure.ToCode(),
                row.Server,
                Text = why,
            };
            await write.Connection.ExecuteAsync(write.Command(InsertHistory, entry));
        }

        return unsure.Count;
    }

    private sealed class TakenRow
    {
        public long Id { get; init; }

        public string Company { get; init; } = "";

        public long MailId { get; init; }

        public string Server { get; init; } = "";
    }
}
