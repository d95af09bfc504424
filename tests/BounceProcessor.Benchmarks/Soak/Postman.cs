using System.Net.Sockets;

using BounceProcessor.Tests.Servers;

namespace BounceProcessor.Benchmarks.Soak;

/// <summary>Delivers bounces at a steady rate to a server that goes down now and then.</summary>
internal sealed class Postman(PrivateDovecot server, string username, double rate)
{
    private readonly List<int> _delivered = [];
    private readonly List<int> _uncertain = [];
    private int _next;

    /// <summary>Numbers of the bounces that the server took.</summary>
    public IReadOnlyList<int> Delivered => _delivered;

    /// <summary>Those at which the server went down: perhaps it took them, perhaps not.</summary>
    public IReadOnlyList<int> Uncertain => _uncertain;

    /// <summary>Delivers until it is told to stop; what could not be delivered in time is made up for.</summary>
    public async Task DeliverAsync(CancellationToken stop)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Math.Min(1, 1 / rate)));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                while (_next < TimeProvider.System.GetElapsedTime(start).TotalSeconds * rate && await TryAsync())
                {
                    _next++;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return; // the time is up
        }
    }

    // Never cancelled: a delivery that was begun is brought to its end, so that it is known how it ended.
    private async Task<bool> TryAsync()
    {
        try
        {
            await server.DeliverAsync(username, [PostfixBounce.Text(_next)], CancellationToken.None);
            _delivered.Add(_next);
            return true;
        }
        catch (SocketException)
        {
            return false; // the server is down and has seen nothing
        }
        catch (IOException)
        {
            _uncertain.Add(_next);
            return true;
        }
    }
}
