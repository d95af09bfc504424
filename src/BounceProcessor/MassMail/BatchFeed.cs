using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Outbox;

namespace BounceProcessor.MassMail;

/// <summary>
/// Puts rows of a running mass mail into the outbox. Row and mail change in one transaction, so a process that is killed loses no row and sends
/// none twice; the idempotency key of each row guards it besides.
/// </summary>
/// <param name="rounds">Rows and leases.</param>
/// <param name="outbox">Takes the mails over.</param>
/// <param name="contents">Letters and files.</param>
/// <param name="control">Pauses and finishes.</param>
/// <param name="time">The clock.</param>
internal sealed class BatchFeed(BatchRounds rounds, MailOutbox outbox, RoundContents contents, BatchControl control, TimeProvider time)
{
    private const int RowsAtOnce = 50;

    /// <summary>Those that run and have something to do now, by number, at most 100.</summary>
    /// <param name="after">Number of the last one of the page before; 0 for the first page.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public Task<IReadOnlyList<Batch>> RunningAsync(long after, CancellationToken cancellationToken) => rounds.ListAsync(after, cancellationToken);

    /// <summary>Pauses one that our own code fails on, so that those behind it go on.</summary>
    public Task PauseBrokenAsync(Batch batch, CancellationToken cancellationToken) => control.PauseItselfAsync(
        batch,
        new LocalizedText(
            "The program itself failed on this mass mail; the log says how. Nothing is lost: rows that were not sent wait until it is resumed.",
            "Programm ise eksis selle massmeiliga; logis on kirjas, kuidas. Midagi ei läinud kaduma: saatmata read ootavad jätkamist."),
        cancellationToken);

    /// <summary>Lets another process go on with it at once.</summary>
    public Task LeaveAsync(Batch batch, CancellationToken cancellationToken) => rounds.LeaveAsync(batch, cancellationToken);

    /// <summary>Puts the next rows into the outbox.</summary>
    /// <param name="batch">As it is in the database now.</param>
    /// <param name="cancellationToken">Rolls the round back.</param>
    /// <returns>How many rows had their turn; 0 when there is nothing to do at this moment.</returns>
    /// <exception cref="DbException">The database is full, locked or gone; the round is rolled back.</exception>
    public async Task<int> FeedAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (!await rounds.TakeAsync(batch, cancellationToken))
        {
            return 0;
        }

        var (preparation, fault) = await contents.PrepareAsync(batch, cancellationToken);
        if (preparation is null)
        {
            await control.PauseItselfAsync(batch, fault ?? new LocalizedText("The letter cannot be composed.", "Kirja ei saa koostada."), cancellationToken);
            return 0;
        }

        var (allowed, interval, from) = SendingPace.Of(batch.RatePerMinute, batch.NextAt, time.GetUtcNow(), RowsAtOnce);
        var rows = allowed == 0 ? [] : await rounds.ReadyAsync(batch, allowed, cancellationToken);
        if (rows.Count == 0)
        {
            await FinishWhenOverAsync(batch, allowed, cancellationToken);
            return 0;
        }

        var turns = await contents.TurnsAsync(preparation, rows, cancellationToken);
        return await PutAsync(batch, turns, batch.RatePerMinute is null ? null : from + (interval * turns.Count), cancellationToken);
    }

    private async Task FinishWhenOverAsync(Batch batch, int allowed, CancellationToken cancellationToken)
    {
        if (allowed > 0 && !await rounds.HasOpenMailAsync(batch, cancellationToken))
        {
            await control.FinishAsync(batch, cancellationToken);
        }
    }

    private async Task<int> PutAsync(Batch batch, IReadOnlyList<RowTurn> turns, DateTimeOffset? nextAt, CancellationToken cancellationToken)
    {
        try
        {
            await outbox.AcceptAsync([.. turns.Select(turn => turn.Request).OfType<MailRequest>()], NoteAsync, cancellationToken);
            return turns.Count;
        }
        catch (SenderFaultException fault)
        {
            await control.PauseItselfAsync(batch, fault.Text, cancellationToken);
            return 0;
        }
        catch (BatchLostException)
        {
            return 0; // paused, or another process goes on with it
        }

        Task NoteAsync(IReadOnlyList<Acceptance> acceptances, DbTransaction transaction, CancellationToken token) =>
            rounds.NoteAsync(batch, nextAt, [.. Fed(turns, acceptances)], transaction, token);
    }

    private static IEnumerable<FedRow> Fed(IReadOnlyList<RowTurn> turns, IReadOnlyList<Acceptance> acceptances)
    {
        var next = 0;
        foreach (var turn in turns)
        {
            if (turn.Request is null)
            {
                yield return new FedRow(turn.Row.RowNumber, turn.State, null, turn.Faults);
                continue;
            }

            var acceptance = acceptances[next++];
            if (acceptance.Mail is null && acceptance.Faults.FirstOrDefault(FaultScope.IsOfAll) is { } ofAll)
            {
                throw new SenderFaultException(ofAll.Text);
            }

            yield return acceptance.Mail is { } mail
                ? new FedRow(turn.Row.RowNumber, RowState.Queued, mail.Id, [])
                : new FedRow(turn.Row.RowNumber, RowState.Refused, null, acceptance.Faults);
        }
    }
}
