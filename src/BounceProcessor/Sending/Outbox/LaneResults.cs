using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Stores what becomes of the mails of one connection. While the database cannot be written to, nothing more is sent.</summary>
/// <param name="server">Host, port and user name.</param>
/// <param name="parts">What it works with.</param>
/// <param name="time">Measures the waits.</param>
internal sealed class LaneResults(string server, LaneParts parts, TimeProvider time)
{
    private Settlement? _held;

    /// <summary>Leaves a result to the write that comes next: <see cref="StoreEndingAsync"/> or <see cref="StoreHeldAsync"/>.</summary>
    /// <param name="settlement">One where every recipient was accepted.</param>
    public void Hold(Settlement settlement) => _held = settlement;

    /// <summary>Stores what is held.</summary>
    public async Task StoreHeldAsync()
    {
        if (_held is { } settlement)
        {
            _held = null;
            await StoreAsync(settlement);
        }
    }

    /// <summary>Stores that a mail's end is about to leave, and with it what is held.</summary>
    /// <exception cref="LostTransmissionException">The mail is no longer this process's, and must not go out.</exception>
    /// <exception cref="DbException">It could not be stored, and the mail must not go out.</exception>
    public async Task StoreEndingAsync(TakenTransmission taken)
    {
        var held = _held;
        var (isOurs, wasOurs) = await parts.Queue.MarkEndingAsync(taken, held);
        if (held is not null)
        {
            _held = null;
            Tell(held, wasOurs);
        }

        if (!isOurs)
        {
            throw new LostTransmissionException();
        }
    }

    /// <summary>Stores what became of a mail, however long that takes: what the server said must not be lost.</summary>
    public async Task StoreAsync(Settlement settlement)
    {
        var wasOurs = false;
        try
        {
            wasOurs = await parts.Queue.SettleAsync(settlement);
        }
        catch (DbException fault)
        {
            await KeepTryingAsync(settlement.Taken.Row.Id, fault, async () => wasOurs = await parts.Queue.SettleAsync(settlement));
        }

        Tell(settlement, wasOurs);
    }

    /// <summary>Writes again and again after a fault.</summary>
    public async Task KeepTryingAsync(long transmission, DbException first, Func<Task> write)
    {
        var fault = first;
        while (true)
        {
            OutboxLog.ResultWaits(parts.Logger, transmission, fault.Message);
            await Task.Delay(parts.Options.LookEvery, time, CancellationToken.None);
            try
            {
                await write();
                return;
            }
            catch (DbException again)
            {
                fault = again;
            }
        }
    }

    private void Tell(Settlement settlement, bool wasOurs)
    {
        var row = settlement.Taken.Row;
        if (!wasOurs)
        {
            OutboxLog.Lost(parts.Logger, row.Id, row.MailId);
            return;
        }

        parts.Metrics.CountSettled(settlement);
        if (settlement.State == TransmissionState.Unsure.ToCode())
        {
            OutboxLog.Unsure(parts.Logger, row.Id, row.MailId, settlement.Reply ?? "");
        }
        else
        {
            OutboxLog.Settled(parts.Logger, row.Id, server, settlement.State, settlement.Reply);
        }
    }
}
