using System.Data.Common;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.MassMail;

/// <summary>Has running mass mails go on, a round of each in turn, and removes drafts that nobody started.</summary>
internal sealed class BatchFeeder(BatchFeed feed, BatchDrafts drafts, IOptions<MassMailOptions> options, TimeProvider time, ILogger<BatchFeeder> logger)
    : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    private DateTimeOffset _sweptAt;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        using var timer = new PeriodicTimer(options.Value.LookEvery, time);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // the round in hand is rolled back and repeated at the next start
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SweepAsync(cancellationToken);
            while (await RoundAsync(cancellationToken) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (DbException fault)
        {
            MassMailLog.LookFailed(logger, fault.Message, options.Value.LookEvery);
        }
#pragma warning disable CA1031 // the top of the loop: whatever is wrong with one look, the service goes on and the next one tries
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            MassMailLog.LookBroke(logger, options.Value.LookEvery, fault);
        }
#pragma warning restore CA1031
    }

    private async Task<int> RoundAsync(CancellationToken cancellationToken)
    {
        var rows = 0;
        foreach (var batch in await feed.RunningAsync(cancellationToken))
        {
            rows += await feed.FeedAsync(batch, cancellationToken);
        }

        return rows;
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _sweptAt < SweepEvery)
        {
            return;
        }

        _sweptAt = now;
        var removed = await drafts.SweepAsync(options.Value.KeepDrafts, cancellationToken);
        if (removed > 0)
        {
            MassMailLog.DraftsRemoved(logger, removed);
        }
    }
}
