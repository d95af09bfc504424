using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Polling;

/// <summary>
/// Bounds what goes on at once: connections to one host, and runs in all. A mailbox that waits for its host takes no place from the runs of
/// other hosts. Mailboxes that wait for mail with IDLE keep a connection; where there are more connections wanted than allowed, so many are
/// left for the others to take in turns as the greediest of them needs, and mailboxes that got none for themselves are read by the schedule.
/// </summary>
internal sealed class PollTurns
{
    private readonly Dictionary<string, (ConnectionPlaces Host, int Wanted)> _wanted = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _watched = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConnectionPlaces _runs;

    public PollTurns(IOptions<MailboxesOptions> mailboxes, IOptions<PollingOptions> polling)
    {
        _runs = new ConnectionPlaces(polling.Value.MaxParallel);
        var imap = mailboxes.Value.ByName.Where(mailbox => mailbox.Value.Kind == MailboxKind.Imap);
        foreach (var host in imap.GroupBy(mailbox => mailbox.Value.Host, StringComparer.OrdinalIgnoreCase))
        {
            Share([.. host.OrderBy(mailbox => mailbox.Key, StringComparer.OrdinalIgnoreCase)], polling.Value.MaxConnectionsPerHost);
        }
    }

    /// <summary>Whether the mailbox has a connection for itself, to wait on between runs.</summary>
    public bool HasOwnConnection(string mailbox) => _watched.Contains(mailbox);

    /// <summary>Waits for the mailbox's turn, which lasts until the result is disposed of.</summary>
    public async Task<IDisposable> EnterAsync(string mailbox, CancellationToken cancellationToken)
    {
        var connections = _wanted.TryGetValue(mailbox, out var host) && host.Wanted > 0 ? await host.Host.TakeAsync(host.Wanted, cancellationToken) : null;
        try
        {
            return new Turn(await _runs.TakeAsync(1, cancellationToken), connections);
        }
        catch (OperationCanceledException)
        {
            connections?.Dispose();
            throw;
        }
    }

    private void Share(IReadOnlyList<KeyValuePair<string, MailboxOptions>> host, int most)
    {
        var isEnough = host.Sum(mailbox => mailbox.Value.Connections) <= most;
        var kept = isEnough ? most : Math.Max(0, most - host.Max(mailbox => mailbox.Value.Connections));
        var watched = host.Where(mailbox => mailbox.Value.Idle).Take(kept).Select(mailbox => mailbox.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var places = new ConnectionPlaces(most - watched.Count);
        foreach (var (name, options) in host)
        {
            // One of its own has the watched mailbox already.
            _wanted.Add(name, (places, options.Connections - (watched.Contains(name) ? 1 : 0)));
        }

        _watched.UnionWith(watched);
    }

    private sealed class Turn(IDisposable run, IDisposable? connections) : IDisposable
    {
        public void Dispose()
        {
            run.Dispose();
            connections?.Dispose();
        }
    }
}
