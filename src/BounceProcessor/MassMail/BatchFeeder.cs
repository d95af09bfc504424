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

    // What stays refused for long is told again, in case the log of its beginning is gone.
    private static readonly TimeSpan TellEvery = TimeSpan.FromHours(1);

    private const int MostNamed = 20;

    private readonly SortedDictionary<long, string> _refused = [];
    private DateTimeOffset _sweptAt;
    private (string Text, DateTimeOffset At) _told = ("", default);

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
        _refused.Clear();
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

        TellRefused();
    }

    private async Task<int> RoundAsync(CancellationToken cancellationToken)
    {
        var rows = 0;
        var page = await feed.RunningAsync(0, cancellationToken);
        while (page is [.., var last])
        {
            // One that was refused is tried again at the next look, else the rows of the others would have it tried without pause.
            foreach (var batch in page.Where(batch => !_refused.ContainsKey(batch.Id)))
            {
                rows += await TurnAsync(batch, cancellationToken);
            }

            page = page.Count < BatchRounds.PageLength ? [] : await feed.RunningAsync(last.Id, cancellationToken);
        }

        return rows;
    }

    private async Task<int> TurnAsync(Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await FeedAsync(batch, cancellationToken);
        }
        catch (DbException fault) when (!DatabaseOutage.Is(fault))
        {
            _refused[batch.Id] = fault.Message;
            return 0;
        }
    }

    private async Task<int> FeedAsync(Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await feed.FeedAsync(batch, cancellationToken);
        }
#pragma warning disable CA1031 // whatever is wrong with one mass mail, those behind it go on
        catch (Exception fault) when (fault is not (OperationCanceledException or DbException))
        {
            MassMailLog.BatchBroke(logger, batch.Id, fault);
            await feed.PauseBrokenAsync(batch, cancellationToken);
            return 0;
        }
#pragma warning restore CA1031
    }

    // One line for all with the same fault: a database may refuse every one of them.
    private void TellRefused()
    {
        (string Ids, string Fault)[] faults = [.. _refused
            .GroupBy(one => one.Value, one => one.Key, StringComparer.Ordinal)
            .Select(same => (Named([.. same]), same.Key))];
        var (text, now) = (string.Join('\n', faults), time.GetUtcNow());
        if (text == _told.Text && now - _told.At < TellEvery)
        {
            return;
        }

        _told = (text, now);
        foreach (var (ids, fault) in faults)
        {
            MassMailLog.BatchRefused(logger, ids, fault, options.Value.LookEvery);
        }
    }

    private static string Named(long[] ids) =>
        string.Join(", ", ids.Take(MostNamed)) + (ids.Length > MostNamed ? $" and {ids.Length - MostNamed} more" : "");

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
