using System.Globalization;

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
    public async Task StormAsync(string username)
    {
        // The first one makes the folder.
        await server.DeliverAsync(username, [PostfixBounce.Text(0)], CancellationToken.None);
        _delivered = 1;
        await Task.WhenAll(Enumerable.Range(0, Carriers).Select(carrier => CarryAsync(username, carrier)));
    }

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

    // Into the folder itself, as fast as due: by LMTP the server would need most of the machine for receiving.
    private async Task CarryAsync(string username, int carrier)
    {
        var folder = server.Maildir(username);
        var own = Enumerable.Range(1, mails - 1).Where(number => number % Carriers == carrier).ToList();
        var start = TimeProvider.System.GetTimestamp();
        var done = 0;
        while (done < own.Count)
        {
            var due = (int)Math.Min(own.Count, own.Count * (TimeProvider.System.GetElapsedTime(start) / time));
            for (; done < due; done++)
            {
                await DropAsync(folder, own[done]);
                Interlocked.Increment(ref _delivered);
            }

            await Task.Delay(50);
        }
    }

    private static async Task DropAsync(string folder, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{1_795_431_003 + (number / 100)}.M{number:D8}P1.storm");
        await File.WriteAllTextAsync(Path.Combine(folder, "tmp", name), PostfixBounce.Text(number));
        File.Move(Path.Combine(folder, "tmp", name), Path.Combine(folder, "new", name));
    }
}
