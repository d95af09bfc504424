using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Polling;

/// <summary>
/// Bounds what goes on at once: connections to one host, and runs in all. A mailbox that waits for its host takes no place from the runs of
/// other hosts. Mailboxes that wait for mail with IDLE keep their connection; where there are more mailboxes than connections, one
/// connection is left for the others to take in turns, and mailboxes that got none for themselves are read by the schedule.
/// </summary>
internal sealed class PollTurns : IDisposable
{
    private readonly Dictionary<string, SemaphoreSlim> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _watched = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _hostOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim _runs;

    public PollTurns(IOptions<MailboxesOptions> mailboxes, IOptions<PollingOptions> polling)
    {
        _runs = new SemaphoreSlim(polling.Value.MaxParallel);
        var imap = mailboxes.Value.ByName.Where(mailbox => mailbox.Value.Kind == MailboxKind.Imap);
        foreach (var host in imap.GroupBy(mailbox => mailbox.Value.Host, StringComparer.OrdinalIgnoreCase))
        {
            var most = polling.Value.MaxConnectionsPerHost;
            var watched = host.Where(mailbox => mailbox.Value.Idle).OrderBy(mailbox => mailbox.Key, StringComparer.OrdinalIgnoreCase)
                .Take(host.Count() <= most ? most : most - 1).Select(mailbox => mailbox.Key).ToList();
            _watched.UnionWith(watched);
            _hosts.Add(host.Key, new SemaphoreSlim(Math.Max(1, most - watched.Count)));
            foreach (var (name, _) in host)
            {
                _hostOf.Add(name, host.Key);
            }
        }
    }

    /// <summary>Whether the mailbox has a connection for itself, to wait on between runs.</summary>
    public bool HasOwnConnection(string mailbox) => _watched.Contains(mailbox);

    /// <summary>Waits for the mailbox's turn, which lasts until the result is disposed of.</summary>
    public async Task<IDisposable> EnterAsync(string mailbox, CancellationToken cancellationToken)
    {
        var host = !HasOwnConnection(mailbox) && _hostOf.TryGetValue(mailbox, out var name) ? _hosts[name] : null;
        if (host is not null)
        {
            await host.WaitAsync(cancellationToken);
        }

        try
        {
            await _runs.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            host?.Release();
            throw;
        }

        return new Turn(_runs, host);
    }

    public void Dispose()
    {
        _runs.Dispose();
        foreach (var host in _hosts.Values)
        {
            host.Dispose();
        }
    }

    private sealed class Turn(SemaphoreSlim runs, SemaphoreSlim? host) : IDisposable
    {
        private bool _isOver;

        public void Dispose()
        {
            if (!_isOver)
            {
                _isOver = true;
                runs.Release();
                host?.Release();
            }
        }
    }
}
