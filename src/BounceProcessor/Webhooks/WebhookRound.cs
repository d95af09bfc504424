using Microsoft.Extensions.Options;

namespace BounceProcessor.Webhooks;

/// <summary>One look for news, and the deliveries that are due.</summary>
internal sealed class WebhookRound(WebhookNews news, WebhookQueue queue, WebhookDelivery delivery, TimeProvider time, IOptions<WebhookOptions> options)
{
    private const int MessagesPerEndpoint = 100;

    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    private DateTimeOffset _forgotten = DateTimeOffset.MinValue;

    /// <summary>Looks and delivers.</summary>
    /// <param name="cancellationToken">Breaks off; what was in hand is delivered again later.</param>
    /// <returns>How many tries were made; after some the next look should come at once.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await ForgetAsync(cancellationToken);
        await news.FollowAsync(cancellationToken);
        var due = await queue.ListDueAsync(cancellationToken);
        var tries = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.MaxParallel, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(due, parallel, async (endpoint, token) =>
            Interlocked.Add(ref tries, await delivery.DeliverDueAsync(endpoint.Company, endpoint.Id, MessagesPerEndpoint, token)));
        return tries;
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _forgotten < ForgetEvery)
        {
            return;
        }

        while (await queue.ForgetAsync(now - options.Value.KeepLog, cancellationToken) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        _forgotten = now;
    }
}
