using System.Data.Common;

using BounceProcessor.Sending.Connecting;

namespace BounceProcessor.Sending.Outbox;

/// <summary>
/// Sends mail after mail by one connection, and stores the result of each before the end of the next leaves. Where the server is quick and the next
/// mail is in hand, that is one write for both.
/// </summary>
/// <param name="server">Host, port and user name.</param>
/// <param name="parts">What it works with.</param>
/// <param name="time">Stamps the results.</param>
internal sealed class LaneTurn(string server, LaneParts parts, TimeProvider time) : IAsyncDisposable
{
    // A write costs a mail to such a server more than the server does; any other shall not keep a result waiting.
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(5);

    private readonly LaneConnection _connection = new(parts);
    private readonly LaneResults _results = new(server, parts, time);

    /// <summary>Connected and signed in.</summary>
    public bool IsOpen => _connection.IsOpen;

    /// <summary>A mail was held, cancelled or taken over while it was in hand: others may have been too.</summary>
    public bool HasLostOne { get; set; }

    /// <summary>Sends a mail, or puts it where it belongs.</summary>
    /// <param name="taken">The mail.</param>
    /// <param name="isNextInHand">Another mail follows at once.</param>
    /// <param name="breakOff">Breaks it off before the end of the data.</param>
    /// <returns>The server's words when it wants another sign-in before it takes any mail; then the mail is still in hand.</returns>
    /// <exception cref="SubmissionException">The server cannot be used; the mail is still in hand.</exception>
    public async Task<string?> SendAsync(TakenTransmission taken, bool isNextInHand, CancellationToken breakOff)
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

        if (taken.Recipients.Count == 0)
        {
            await _results.StoreAsync(SettlementRule.ContentGone(taken, server, "no recipient waits any more", time.GetUtcNow()));
            return null;
        }

        if (!IsOpen || taken.Message is null)
        {
            // What follows may take long.
            await _results.StoreHeldAsync();
        }

        await _connection.OpenAsync(settings, breakOff);
        var begun = time.GetTimestamp();
        if (await TryHandOverAsync(taken, breakOff) is not { } outcome)
        {
            return null;
        }

        if (SignInWanted(outcome) is { } refusal)
        {
            await _connection.CloseAsync();
            return refusal;
        }

        await _results.StoreHeldAsync();
        var settlement = parts.Rule.Of(taken, outcome, server, time.GetUtcNow());
        if (isNextInHand && settlement.IsPlain && time.GetElapsedTime(begun) < Quick)
        {
            _results.Hold(settlement);
            return null;
        }

        await _results.StoreAsync(settlement);
        return null;
    }

    /// <summary>Stores the last result where that was left to the next mail, because there is none.</summary>
    public Task StoreHeldAsync() => _results.StoreHeldAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _results.StoreHeldAsync();
        }
        finally
        {
            await _connection.DisposeAsync();
        }
    }

    private async Task<SubmissionOutcome?> TryHandOverAsync(TakenTransmission taken, CancellationToken breakOff)
    {
        try
        {
            using var mail = await _connection.LoadAsync(taken, breakOff);
            return await _connection.SendAsync(taken, mail, _results.EndOf(taken), breakOff);
        }
        catch (InvalidDataException fault)
        {
            OutboxLog.ContentGone(parts.Logger, taken.Row.MailId, taken.Row.Company, fault.Message);
            await _results.StoreAsync(SettlementRule.ContentGone(taken, server, fault.Message, time.GetUtcNow()));
        }
        catch (LostTransmissionException)
        {
            OutboxLog.Lost(parts.Logger, taken.Row.Id, taken.Row.MailId);
            HasLostOne = true;
            await _connection.CloseAsync();
        }
        catch (DbException fault)
        {
            // That the end may leave could not be stored, so it did not leave.
            await _connection.CloseAsync();
            await _results.KeepTryingAsync(taken.Row.Id, fault, () => parts.Queue.ReturnAsync([(taken, null)], server, time.GetUtcNow()));
        }
#pragma warning disable CA1031 // a defect of ours about one mail: the others go on, and it comes again later
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            OutboxLog.Broke(parts.Logger, server, fault);
            await _connection.CloseAsync();
            await _results.StoreAsync(parts.Rule.Broken(taken, server, $"internal fault: {fault.Message}", time.GetUtcNow()));
        }
#pragma warning restore CA1031

        return null;
    }

    // RFC 4954, section 6: 530 asks for a sign-in, 535 says that it was not good enough. That is about the server, not about this mail.
    private static string? SignInWanted(SubmissionOutcome outcome) =>
        outcome.Recipients.All(recipient => recipient.Stage is SubmissionStage.Sender or SubmissionStage.Recipient && recipient.Reply?.Code is 530 or 535)
            ? outcome.Recipients[0].Words
            : null;
}
