using System.Data.Common;

using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Polling;

/// <summary>One run that the schedule or a watch asked for. It never throws but when it is told to stop.</summary>
internal sealed class ScheduledPoll(PollOnce poll, KeptSources sources, MailboxRests rests, ILogger<ScheduledPoll> logger)
{
    public async Task RunAsync(string mailbox, CancellationToken cancellationToken)
    {
        if (rests.IsResting(mailbox))
        {
            return;
        }

        try
        {
            var result = await sources.RunAsync(
                mailbox, source => poll.RunAsync(mailbox, dryRun: false, progress: null, source, cancellationToken), cancellationToken);
            if (result.Holder is { } holder)
            {
                PollingLog.HeldElsewhere(logger, mailbox, holder.Words, holder.HeartbeatAt);
                await rests.HeldAsync(mailbox, cancellationToken);
            }
            else if (await rests.SucceedAsync(mailbox, cancellationToken))
            {
                PollingLog.Recovered(logger, mailbox);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            PollingLog.Stopped(logger, mailbox);
        }
        catch (Exception fault) when (fault is MailboxException or DbException or IOException)
        {
            var kind = (fault as MailboxException)?.Kind ?? MailboxFaultKind.Ours;
            PollingLog.Failed(logger, mailbox, fault.Message, await rests.FailAsync(mailbox, kind, fault.Message, CancellationToken.None));
        }
#pragma warning disable CA1031 // the top of the loop: whatever is wrong with one mailbox, the others go on, and this one is tried again
        catch (Exception fault)
        {
            PollingLog.Broke(logger, mailbox, await rests.FailAsync(mailbox, MailboxFaultKind.Ours, fault.GetType().Name, CancellationToken.None), fault);
        }
#pragma warning restore CA1031
    }
}
