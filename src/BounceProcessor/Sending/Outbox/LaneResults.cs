using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Stores what becomes of the mails of one connection. While the database cannot be written to, nothing more is sent.</summary>
/// <param name="server">Host, port and user name.</param>
/// <param name="parts">What it works with.</param>
/// <param name="time">Measures the waits.</param>
internal sealed class LaneResults(string server, LaneParts parts, TimeProvider time)
{
    private Settlement? _held;

    /// <summary>Leaves a result to the write that comes next: <see cref="EndOf"/> or <see cref="StoreHeldAsync"/>.</summary>
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
    /// <returns>Asked, it throws <see cref="LostTransmissionException"/> when the mail is no longer this process's, and <see cref="DbException"/> when it could not be stored.</returns>
    public EndPermission EndOf(TakenTransmission taken)
    {
        var held = _held;
        OutboxNote<(bool IsOurs, bool WasOurs)>? note = null;
        return new EndPermission(() => StoreEndingAsync(note ?? parts.Queue.NoteEnding(taken, held), held))
        {
            // What is held tells of a quick server. Alone, the write is done when the answer comes; with others, it goes along with one of theirs.
            WhenDataLeaves = held is null ? null : end =>
            {
                note = parts.Queue.NoteEnding(taken, held);
                return parts.IsOneAtWork ? end.AskAsync() : Task.CompletedTask;
            },
        };
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

    private async Task StoreEndingAsync(OutboxNote<(bool IsOurs, bool WasOurs)> note, Settlement? held)
    {
        var (isOurs, wasOurs) = await parts.Queue.StoreAsync(note);

        // After a deadline this may come late, when that result was stored and another is held.
        if (held is not null && Interlocked.CompareExchange(ref _held, null, held) == held)
        {
            Tell(held, wasOurs);
        }

        if (!isOurs)
        {
            throw new LostTransmissionException();
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
