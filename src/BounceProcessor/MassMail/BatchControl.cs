using BounceProcessor.Diagnosis;

namespace BounceProcessor.MassMail;

/// <summary>Starts, pauses, resumes, throttles and stops mass mails. What is in the outbox already is held, released and cancelled with them.</summary>
internal sealed class BatchControl(BatchStore store, BatchDrafts drafts, BatchParties parties, BatchSteps steps)
{
    /// <summary>Most mails a minute that may be asked for.</summary>
    public const int MostRate = 100_000;

    /// <summary>Starts a draft: its rows without faults go out.</summary>
    /// <returns>Why not; <see langword="null"/> when it runs.</returns>
    public async Task<LocalizedText?> StartAsync(string company, long id, string by, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(company, id, cancellationToken) is not { } batch)
        {
            return Gone(id);
        }

        var (_, faults) = await parties.FindAsync(company, batch.UserCode, cancellationToken);
        if (faults is [var fault, ..])
        {
            return fault;
        }

        if ((await store.SumsAsync(company, id, cancellationToken)).Ready == 0)
        {
            return new LocalizedText("There is no row to send: every row is faulty or skipped.", "Saata ei ole ühtegi rida: kõik read on vigased või vahele jäetud.");
        }

        return await steps.TakeAsync(batch, new BatchStep(BatchState.Draft, BatchState.Running, BatchAction.Started), by, cancellationToken);
    }

    /// <summary>Holds it: no further row and none of its waiting mails goes out, nor one under way, unless the end of its data has left.</summary>
    /// <returns>Why not; <see langword="null"/> when it is paused.</returns>
    public async Task<LocalizedText?> PauseAsync(string company, long id, string by, CancellationToken cancellationToken) =>
        await store.FindAsync(company, id, cancellationToken) is { } batch ? await steps.TakeAsync(batch, new BatchStep(BatchState.Running, BatchState.Paused, BatchAction.Paused), by, cancellationToken) : Gone(id);

    /// <summary>Goes on after a pause.</summary>
    /// <returns>Why not; <see langword="null"/> when it runs.</returns>
    public async Task<LocalizedText?> ResumeAsync(string company, long id, string by, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(company, id, cancellationToken) is not { } batch)
        {
            return Gone(id);
        }

        var (_, faults) = await parties.FindAsync(company, batch.UserCode, cancellationToken);
        return faults is [var fault, ..]
            ? fault
            : await steps.TakeAsync(batch, new BatchStep(BatchState.Paused, BatchState.Running, BatchAction.Resumed), by, cancellationToken);
    }

    /// <summary>Ends it for good; what waits in the outbox is cancelled, what went out stays in the report. A draft is removed.</summary>
    /// <returns>Why not; <see langword="null"/> when it is stopped.</returns>
    public async Task<LocalizedText?> StopAsync(string company, long id, string by, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(company, id, cancellationToken) is not { } batch)
        {
            return Gone(id);
        }

        if (batch.State == BatchState.Draft.ToCode())
        {
            await drafts.RemoveAsync(company, id, cancellationToken);
            return null;
        }

        var before = batch.State == BatchState.Paused.ToCode() ? BatchState.Paused : BatchState.Running;
        return await steps.TakeAsync(batch, new BatchStep(before, BatchState.Stopped, BatchAction.Stopped), by, cancellationToken);
    }

    /// <summary>Changes how many mails a minute go into the outbox; counts at once.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Its number.</param>
    /// <param name="ratePerMinute">1 to 100000; <see langword="null"/> for no limit.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <returns>Why not; <see langword="null"/> when it counts.</returns>
    public async Task<LocalizedText?> ThrottleAsync(string company, long id, int? ratePerMinute, string by, CancellationToken cancellationToken) =>
        RateFault(ratePerMinute)
        ?? (await store.FindAsync(company, id, cancellationToken) is { } batch ? await steps.ThrottleAsync(batch, ratePerMinute, by, cancellationToken) : Gone(id));

    /// <summary>Why a rate cannot be; <see langword="null"/> when it can.</summary>
    public static LocalizedText? RateFault(int? ratePerMinute) => ratePerMinute is < 1 or > MostRate
        ? new LocalizedText(
            $"{ratePerMinute} mails a minute is out of range; write 1 to {MostRate}, or nothing for no limit.",
            $"{ratePerMinute} kirja minutis ei sobi; kirjutage 1 kuni {MostRate} või jätke tühjaks, kui piirangut ei ole.")
        : null;

    /// <summary>Pauses it because something is wrong that concerns all rows; a person resumes it.</summary>
    public Task PauseItselfAsync(Batch batch, LocalizedText fault, CancellationToken cancellationToken) => steps.TakeAsync(
        batch with { FaultEn = fault.En, FaultEt = fault.Et }, new BatchStep(BatchState.Running, BatchState.Paused, BatchAction.Paused), "system", cancellationToken);

    /// <summary>Notes that every row is in the outbox and no mail waits.</summary>
    public Task FinishAsync(Batch batch, CancellationToken cancellationToken) =>
        steps.TakeAsync(batch, new BatchStep(BatchState.Running, BatchState.Done, BatchAction.Finished), "system", cancellationToken);

    private static LocalizedText Gone(long id) => new($"There is no mass mail {id}.", $"Massmeili {id} ei ole.");
}
