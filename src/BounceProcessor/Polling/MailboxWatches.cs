using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Polling;

/// <summary>Starts a watch for each IMAP mailbox that has a connection for itself, and signs out of all mailboxes at the end.</summary>
internal sealed class MailboxWatches(
    KeptSources sources, PollTurns turns, WatchParts parts, IOptions<MailboxesOptions> mailboxes, IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    // From the order to stop until the waits are ended the hard way.
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan RestAfterOurFault = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _hard = new();
    private readonly List<Task> _watches = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(() => _hard.CancelAfter(LongestGoodbye));
        foreach (var (name, mailbox) in mailboxes.Value.ByName.Where(mailbox => mailbox.Value is { Kind: MailboxKind.Imap, Idle: true }))
        {
            if (turns.HasOwnConnection(name))
            {
                var watch = new MailboxWatch(name, mailbox.Company, sources[name], parts);
                _watches.Add(Task.Run(() => WatchAsync(name, watch), CancellationToken.None));
            }
            else
            {
                PollingLog.NotWatched(parts.Logger, name, mailbox.Host);
            }
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _hard.CancelAfter(LongestGoodbye);
        await Task.WhenAll(_watches);
        await sources.DisposeAsync();
    }

    public void Dispose() => _hard.Dispose();

    private async Task WatchAsync(string name, MailboxWatch watch)
    {
        var stopping = lifetime.ApplicationStopping;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await watch.RunAsync(stopping, _hard.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // the top of the loop: without its watch a mailbox is read by the schedule, and the watch is tried again
            catch (Exception fault)
            {
                PollingLog.WatchFailed(parts.Logger, name, RestAfterOurFault, fault);
                await Task.Delay(RestAfterOurFault, parts.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
#pragma warning restore CA1031
        }
    }
}
