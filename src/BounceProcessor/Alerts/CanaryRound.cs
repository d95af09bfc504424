using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Logging;

using Quartz;

namespace BounceProcessor.Alerts;

/// <summary>Sends the canaries that are due.</summary>
internal sealed class CanaryRound(
    CanaryStore canaries, CanarySender sender, ActivityStore activities, AlertCalls calls, ILogger<CanaryRound> logger)
{
    /// <summary>Sends what is due, one canary a mailbox at most: what was missed while the service was off is not caught up.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        var settings = calls.Options.Canary;
        if (settings.Cron.Length == 0 || !CronExpression.TryParse(settings.Cron, out var cron))
        {
            return;
        }

        foreach (var (mailbox, address) in settings.Senders)
        {
            var last = await canaries.LastAsync(mailbox, cancellationToken);
            var due = cron.GetNextValidTimeAfter(last?.DueAt > calls.StartedAt ? last.DueAt : calls.StartedAt);
            if (due <= calls.Now)
            {
                await SendAsync(calls.Mailbox(mailbox), address, due.Value, cancellationToken);
            }
        }
    }

    private async Task SendAsync((string Name, MailboxOptions Options) mailbox, string address, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var token = CanaryMail.NewToken();
        var canary = await canaries.AddAsync(
            new Canary
            {
                Company = mailbox.Options.Company,
                Mailbox = mailbox.Name,
                Token = token,
                MessageId = CanaryMail.MessageId(token, address),
                Recipient = calls.Options.Canary.Recipient,
                DueAt = due,
                SentAt = calls.Now,
                HomeBy = calls.Now + calls.Options.Canary.TimeAllowed,
                LookedTo = await activities.NewestEventAsync(cancellationToken),
            },
            cancellationToken);
        if (canary is null)
        {
            return; // another process sends it
        }

        var submission = await sender.SendAsync(canary, address, cancellationToken);
        await canaries.SetAsync(canary, submission.Outcome, submission.Answer, cancellationToken);
        AlertLog.CanarySent(logger, mailbox.Name, canary.Recipient, submission.Outcome, submission.Answer);
        await TellAsync(canary with { Answer = submission.Answer }, submission, cancellationToken);
    }

    private async Task TellAsync(Canary canary, CanarySubmission submission, CancellationToken cancellationToken)
    {
        var condition = submission.Outcome switch
        {
            CanaryOutcome.Refused => AlertCondition.CanaryRefused,
            CanaryOutcome.Unsent => AlertCondition.CanaryUnsent,
            _ => null,
        };

        // A new answer of another sort ends the old one's alert.
        foreach (var other in new[] { AlertCondition.CanaryRefused, AlertCondition.CanaryUnsent }.Where(other => other != condition))
        {
            await calls.ResolveAsync(canary.Mailbox, other, condition is null ? AlertText.CanaryAccepted(canary) : Words(canary, submission), cancellationToken);
        }

        if (condition is not null)
        {
            await calls.RaiseAsync(canary.Mailbox, canary.Company, condition, Words(canary, submission), cancellationToken);
        }
    }

    private Diagnosis.LocalizedText Words(Canary canary, CanarySubmission submission) => submission.Outcome == CanaryOutcome.Refused
        ? AlertText.CanaryRefused(canary, sender.Server, submission.IsRecipient)
        : AlertText.CanaryUnsent(canary, sender.Server);
}
