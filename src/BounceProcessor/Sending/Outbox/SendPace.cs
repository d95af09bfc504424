namespace BounceProcessor.Sending.Outbox;

/// <summary>Keeps to a number of mails a minute: a few at once, then one after the other at equal distances.</summary>
/// <param name="mailsPerMinute">0 for no limit.</param>
/// <param name="time">Measures it.</param>
internal sealed class SendPace(int mailsPerMinute, TimeProvider time)
{
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly TimeSpan _distance = mailsPerMinute == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1) / mailsPerMinute;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>How many may be in hand without anybody waiting long for them.</summary>
    public int MostInHand { get; } = mailsPerMinute == 0 ? int.MaxValue : Math.Max(1, (int)(mailsPerMinute * (Burst / TimeSpan.FromMinutes(1))));

    /// <summary>Waits until the next mail may go.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (_distance == TimeSpan.Zero)
        {
            return;
        }

        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _next = (_next > now ? _next : now) + _distance;
            wait = _next - now - Burst;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
