using BounceProcessor.Tests.Servers;

namespace BounceProcessor.Benchmarks.Storms;

/// <summary>Delivers many bounces at a steady rate to one mailbox, and one every few seconds to another.</summary>
internal sealed class StormPost(PrivateDovecot server, int mails, TimeSpan time)
{
    private const int FirstCalm = 10_000_000;
    private const int Carriers = 2;
    private static readonly TimeSpan BetweenCalm = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, DateTimeOffset> _calm = [];
    private int _delivered;

    /// <summary>When each bounce of the quiet mailbox was delivered, by its recipient.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Calm => _calm;

    /// <summary>Bounces delivered to the stormy mailbox.</summary>
    public int Delivered => _delivered;

    /// <summary>The storm.</summary>
    public Task StormAsync(string username) => Task.WhenAll(Enumerable.Range(0, Carriers).Select(carrier => CarryAsync(username, carrier)));

    /// <summary>The quiet mailbox meanwhile.</summary>
    public async Task CalmAsync(string username, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(BetweenCalm);
        try
        {
            for (var number = FirstCalm; await timer.WaitForNextTickAsync(stop); number++)
            {
                await server.DeliverAsync(username, [PostfixBounce.Text(number)], CancellationToken.None);
                _calm[PostfixBounce.Recipient(number)] = TimeProvider.System.GetUtcNow();
            }
        }
        catch (OperationCanceledException)
        {
            return; // the time is up
        }
    }

    // What is due by now goes over one connection; a carrier that is late catches up.
    private async Task CarryAsync(string username, int carrier)
    {
        var own = Enumerable.Range(0, mails).Where(number => number % Carriers == carrier).ToList();
        var start = TimeProvider.System.GetTimestamp();
        var done = 0;
        while (done < own.Count)
        {
            var due = (int)Math.Min(own.Count, own.Count * (TimeProvider.System.GetElapsedTime(start) / time));
            if (due > done)
            {
                await server.DeliverAsync(username, own[done..due].Select(number => PostfixBounce.Text(number)), CancellationToken.None);
                Interlocked.Add(ref _delivered, due - done);
                done = due;
            }
            else
            {
                await Task.Delay(50);
            }
        }
    }
}
