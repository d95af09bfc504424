namespace BounceProcessor.MassMail;

/// <summary>How many rows may go now, at so many a minute. Pure.</summary>
internal static class SendingPace
{
    // What was missed while nobody looked is not made up for: that would be a burst.
    private static readonly TimeSpan MostCaughtUp = TimeSpan.FromSeconds(5);

    /// <summary>How many, and when the next one after them may go.</summary>
    /// <param name="ratePerMinute">Mails a minute; <see langword="null"/> for no limit.</param>
    /// <param name="nextAt">When the next one may go; <see langword="null"/> when none went yet.</param>
    /// <param name="now">Now.</param>
    /// <param name="most">Never more than this.</param>
    public static (int Rows, TimeSpan Interval, DateTimeOffset From) Of(long? ratePerMinute, DateTimeOffset? nextAt, DateTimeOffset now, int most)
    {
        if (ratePerMinute is not { } rate)
        {
            return (most, TimeSpan.Zero, now);
        }

        var interval = TimeSpan.FromMinutes(1) / rate;
        var from = nextAt is not { } next || next > now + TimeSpan.FromMinutes(2) ? now : next < now - MostCaughtUp ? now - MostCaughtUp : next;
        var rows = from > now ? 0 : (int)Math.Min(most, ((now - from) / interval) + 1);
        return (rows, interval, from);
    }
}
