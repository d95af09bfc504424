using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Polling;

/// <summary>Lets a mailbox rest after a failed run, shows until when, and has it tried again then, however rarely its schedule comes by.</summary>
internal sealed class MailboxRests(BackOff backOff, MailboxStates states, PollRequests requests, IOptions<MailboxesOptions> mailboxes, TimeProvider time)
{
    // Triggers are a little early or late.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    // Another process holds the mailbox: what came after it had listed is looked for again soon.
    private static readonly TimeSpan HeldElsewhere = TimeSpan.FromSeconds(15);

    public bool IsResting(string mailbox) => backOff.Remaining(mailbox) > Tolerance;

    /// <summary>A run failed.</summary>
    /// <returns>How long the mailbox rests.</returns>
    public async Task<TimeSpan> FailAsync(string mailbox, MailboxFaultKind kind, string words, CancellationToken cancellationToken)
    {
        var (delay, faults) = backOff.Fail(mailbox, kind == MailboxFaultKind.SignInRefused ? RestPace.SignIn : RestPace.Run);
        await requests.AfterAsync(mailbox, delay, cancellationToken);
        var until = time.GetUtcNow() + delay;
        await states.ChangeAsync(
            mailbox, Company(mailbox), state => state with { Faults = faults, FaultKind = kind.ToString(), Fault = words, NextTryAt = until, WatchedSince = null }, cancellationToken);
        return delay;
    }

    /// <summary>A run succeeded.</summary>
    /// <returns>Whether the mailbox had failed before.</returns>
    public async Task<bool> SucceedAsync(string mailbox, CancellationToken cancellationToken)
    {
        var hadFailed = backOff.Succeed(mailbox);
        if (hadFailed)
        {
            await states.ChangeAsync(
                mailbox, Company(mailbox), state => state with { Faults = 0, FaultKind = "", Fault = "", NextTryAt = null }, cancellationToken);
        }

        return hadFailed;
    }

    /// <summary>Another process is polling the mailbox.</summary>
    public Task HeldAsync(string mailbox, CancellationToken cancellationToken) => requests.AfterAsync(mailbox, HeldElsewhere, cancellationToken);

    private string Company(string mailbox) => mailboxes.Value.ByName.TryGetValue(mailbox, out var options) ? options.Company : "";
}
