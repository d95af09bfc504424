using System.Threading.Channels;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Rules;

/// <summary>Has changed rules taken over while the service runs. What the file system announces is looked at at once; what it does not, at intervals.</summary>
internal sealed class RuleWatch(RulesInForce rules, IOptions<RulesOptions> options, TimeProvider time, ILogger<RuleWatch> logger) : BackgroundService
{
    private readonly Channel<bool> _announced = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private FileSystemWatcher? _watcher;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _watcher?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Folder.Length == 0)
        {
            return;
        }

        var folder = Path.GetFullPath(options.Value.Folder);
        while (!stoppingToken.IsCancellationRequested)
        {
            Follow(folder);
            await PauseAsync(Look(stoppingToken), stoppingToken);
        }
    }

    private TimeSpan Look(CancellationToken cancellationToken)
    {
        try
        {
            return rules.LookAgain(cancellationToken);
        }
#pragma warning disable CA1031 // the top of the loop: whatever is wrong with a look, the rules in force stay and it is tried again
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            RulesLog.LookBroke(logger, options.Value.Interval, fault);
            return options.Value.Interval;
        }
#pragma warning restore CA1031
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        if (pause <= RulesInForce.Settling)
        {
            // An announcement would only say that it does not rest yet.
            await Task.Delay(pause, time, cancellationToken);
            return;
        }

        using var timer = new CancellationTokenSource(pause, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await _announced.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing was announced within the interval.
        }
    }

    // A folder that was not there, or was put there anew, has to be followed anew.
    private void Follow(string folder)
    {
        if (!Directory.Exists(folder))
        {
            _watcher?.Dispose();
            _watcher = null;
            return;
        }

        if (_watcher is not null)
        {
            return;
        }

        try
        {
            _watcher = new FileSystemWatcher(folder);
            _watcher.Changed += (_, _) => _announced.Writer.TryWrite(true);
            _watcher.Created += (_, _) => _announced.Writer.TryWrite(true);
            _watcher.Deleted += (_, _) => _announced.Writer.TryWrite(true);
            _watcher.Renamed += (_, _) => _announced.Writer.TryWrite(true);
            _watcher.Error += (_, _) => _announced.Writer.TryWrite(true);
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or PlatformNotSupportedException)
        {
            _watcher?.Dispose();
            _watcher = null;
            RulesLog.NotAnnounced(logger, folder, fault.Message, options.Value.Interval);
        }
    }
}
