using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Decides what is stored after a try, and when the next one is.</summary>
/// <param name="options">When is tried again, and for how long.</param>
/// <param name="chance">Spreads what failed together; 0 up to 1.</param>
internal sealed class SettlementRule(OutboxOptions options, Func<double> chance)
{
    // After so many doublings any first wait is beyond the longest.
    private const int MostDoublings = 30;

    /// <summary>After a try on an open connection.</summary>
    public Settlement Of(TakenTransmission taken, SubmissionOutcome outcome, string server, DateTimeOffset now)
    {
        var next = NextAt(taken, now);
        var recipients = taken.Recipients
            .Zip(outcome.Recipients, (recipient, answer) => Of(recipient, answer, isLast: next >= taken.Row.ExpiresAt))
            .ToList();
        return new Settlement
        {
            Taken = taken,
            State = StateOf(recipients).ToCode(),
            Server = server,
            Host = ServerLimitsInForce.HostOf(server),
            Tries = 1,
            NextAt = next,
            Reply = Short(outcome.Final?.ToString() ?? outcome.Recipients[^1].Words),
            QueueId = outcome.QueueId,
            Recipients = recipients,
        };
    }

    /// <summary>After a defect of our own before the end of the data: put off like any other fault, so that it does not come again at once.</summary>
    public Settlement Broken(TakenTransmission taken, string server, string fault, DateTimeOffset now)
    {
        var answers = taken.Recipients.Select(recipient => new RecipientOutcome(recipient.Address, RecipientVerdict.Deferred, SubmissionStage.Content, null, fault));
        return Of(taken, new SubmissionOutcome([.. answers], null, null), server, now);
    }

    /// <summary>There is nothing left to send.</summary>
    public static Settlement ContentGone(TakenTransmission taken, string server, string fault, DateTimeOffset now) => new()
    {
        Taken = taken,
        State = TransmissionState.Cancelled.ToCode(),
        Server = server,
        Host = ServerLimitsInForce.HostOf(server),
        Tries = 0,
        NextAt = now,
        Reply = fault,
        Recipients = [.. taken.Recipients.Select(recipient => new RecipientSettlement(recipient, RecipientState.Cancelled, fault, SubmissionStage.Settings, false))],
    };

    /// <summary>After no server could be asked until its time ran out.</summary>
    public static Settlement Expired(TakenTransmission taken, DateTimeOffset now)
    {
        var reply = taken.Row.Reply ?? "no server could be asked";
        return new Settlement
        {
            Taken = taken,
            State = TransmissionState.Done.ToCode(),
            Server = taken.Row.Server,
            Host = ServerLimitsInForce.HostOf(taken.Row.Server),
            Tries = 0,
            NextAt = now,
            Reply = reply,
            Recipients = [.. taken.Recipients.Select(recipient => new RecipientSettlement(
                recipient, RecipientState.Refused, recipient.Reply ?? reply, SubmissionStage.Connection, true))],
        };
    }

    /// <summary>When a transmission that was put off is tried again: doubled each time, a fifth more or less by chance.</summary>
    private DateTimeOffset NextAt(TakenTransmission taken, DateTimeOffset now)
    {
        var doubled = options.FirstRetry * Math.Pow(2, Math.Min(taken.Row.Attempts, MostDoublings));
        var delay = doubled < options.LongestRetry ? doubled : options.LongestRetry;
        return now + (delay * (0.8 + (0.4 * chance())));
    }

    private static RecipientSettlement Of(SentRecipient recipient, RecipientOutcome answer, bool isLast) => answer.Verdict switch
    {
        RecipientVerdict.Accepted => new RecipientSettlement(recipient, RecipientState.Accepted, null, answer.Stage, false),
        RecipientVerdict.Refused => new RecipientSettlement(recipient, RecipientState.Refused, Short(answer.Words), answer.Stage, false),
        RecipientVerdict.Unsure => new RecipientSettlement(recipient, RecipientState.Unsure, Short(answer.Words), answer.Stage, false),
        _ => new RecipientSettlement(recipient, isLast ? RecipientState.Refused : RecipientState.Waiting, Short(answer.Words), answer.Stage, isLast),
    };

    // What is unsure is decided before the rest goes on: one transmission has one state.
    private static TransmissionState StateOf(List<RecipientSettlement> recipients) =>
        recipients.Exists(recipient => recipient.State == RecipientState.Unsure) ? TransmissionState.Unsure
        : recipients.Exists(recipient => recipient.State == RecipientState.Waiting) ? TransmissionState.Waiting
        : TransmissionState.Done;

    private static string Short(string text) => text.Length <= 1000 ? text : text[..1000];
}
