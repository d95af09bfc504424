namespace BounceProcessor.Webhooks;

/// <summary>When a message is tried again that was not taken: ten tries in a little over three days.</summary>
internal static class WebhookPace
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    /// <summary>How long until the next try.</summary>
    /// <param name="attempts">How many there were.</param>
    /// <param name="asked">How long the endpoint asked to wait.</param>
    /// <returns><see langword="null"/> when it is given up.</returns>
    public static TimeSpan? AfterAttempt(long attempts, TimeSpan? asked)
    {
        if (attempts > Waits.Length)
        {
            return null;
        }

        var wait = Waits[Math.Max(0, attempts - 1)];
        return asked is { } longer && longer > wait ? longer < LongestAsked ? longer : LongestAsked : wait;
    }

    /// <summary>How long an endpoint is left alone, whatever waits for it.</summary>
    /// <param name="failures">How many tries failed one after the other.</param>
    public static TimeSpan Rest(long failures)
    {
        var seconds = 5 * Math.Pow(2, Math.Clamp(failures - 1, 0, 10));
        return seconds < LongestRest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestRest;
    }
}
