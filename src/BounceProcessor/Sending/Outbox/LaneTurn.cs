using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Sends mail after mail by one connection, and stores the result of each before the next.</summary>
/// <param name="server">Host, port and user name.</param>
/// <param name="parts">What it works with.</param>
/// <param name="time">Stamps the results.</param>
internal sealed class LaneTurn(string server, LaneParts parts, TimeProvider time) : IAsyncDisposable
{
    private readonly LaneConnection _connection = new(parts);

    /// <summary>Connected and signed in.</summary>
    public bool IsOpen => _connection.IsOpen;

    /// <summary>Sends a mail, or puts it where it belongs.</summary>
    /// <param name="taken">The mail.</param>
    /// <param name="breakOff">Breaks it off before the end of the data.</param>
    /// <returns>The server's words when it wants another sign-in before it takes any mail; then the mail is still in hand.</returns>
    /// <exception cref="SubmissionException">The server cannot be used; the mail is still in hand.</exception>
    public async Task<string?> SendAsync(TakenTransmission taken, CancellationToken breakOff)
    {
        var found = await parts.Carrier.SettingsAsync(taken, areOldOnesGood: IsOpen, breakOff);
        if (found.Settings is not { } settings)
        {
            var why = found.Faults.Count > 0 ? found.Faults[0].Text.En : "no settings";
            OutboxLog.NoSettings(parts.Logger, taken.Row.MailId, taken.Row.Company, why);
            await parts.Queue.ReturnAsync([(taken, why)], server, time.GetUtcNow() + parts.Options.FirstRetry);
            return null;
        }

        if (settings.ServerKey != server)
        {
            await parts.Queue.ReturnAsync([(taken, null)], settings.ServerKey, time.GetUtcNow());
            return null;
        }

        await _connection.OpenAsync(settings, breakOff);
        if (await TryHandOverAsync(taken, breakOff) is not { } outcome)
        {
            return null;
        }

        if (SignInWanted(outcome) is { } refusal)
        {
            await _connection.CloseAsync();
            return refusal;
        }

        await StoreAsync(parts.Rule.Of(taken, outcome, server, time.GetUtcNow()));
        return null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<SubmissionOutcome?> TryHandOverAsync(TakenTransmission taken, CancellationToken breakOff)
    {
        try
        {
            using var mail = await _connection.LoadAsync(taken, breakOff);
            return await _connection.SendAsync(taken, mail, breakOff);
        }
        catch (InvalidDataException fault)
        {
            OutboxLog.ContentGone(parts.Logger, taken.Row.MailId, taken.Row.Company, fault.Message);
            await StoreAsync(SettlementRule.ContentGone(taken, server, fault.Message, time.GetUtcNow()));
        }
        catch (LostTransmissionException)
        {
            OutboxLog.Lost(parts.Logger, taken.Row.Id, taken.Row.MailId);
            await _connection.CloseAsync();
        }
        catch (DbException fault)
        {
            // That the end may leave could not be stored, so it did not leave.
            await _connection.CloseAsync();
            await KeepTryingAsync(taken.Row.Id, fault, () => parts.Queue.ReturnAsync([(taken, null)], server, time.GetUtcNow()));
        }
#pragma warning disable CA1031 // a defect of ours about one mail: the others go on, and it comes again later
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            OutboxLog.Broke(parts.Logger, server, fault);
            await _connection.CloseAsync();
            await StoreAsync(parts.Rule.Broken(taken, server, $"internal fault: {fault.Message}", time.GetUtcNow()));
        }
#pragma warning restore CA1031

        return null;
    }

    private async Task StoreAsync(Settlement settlement)
    {
        var row = settlement.Taken.Row;
        try
        {
            await SettleAsync(settlement);
        }
        catch (DbException fault)
        {
            // What the server said must not be lost.
            await KeepTryingAsync(row.Id, fault, () => SettleAsync(settlement));
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

    private async Task SettleAsync(Settlement settlement)
    {
        if (!await parts.Queue.SettleAsync(settlement))
        {
            OutboxLog.Lost(parts.Logger, settlement.Taken.Row.Id, settlement.Taken.Row.MailId);
        }
    }

    private async Task KeepTryingAsync(long transmission, DbException first, Func<Task> write)
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

    // RFC 4954, section 6: 530 asks for a sign-in, 535 says that it was not good enough. That is about the server, not about this mail.
    private static string? SignInWanted(SubmissionOutcome outcome) =>
        outcome.Recipients.All(recipient => recipient.Stage is SubmissionStage.Sender or SubmissionStage.Recipient && recipient.Reply?.Code is 530 or 535)
            ? outcome.Recipients[0].Words
            : null;
}
