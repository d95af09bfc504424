using System.Globalization;

namespace BounceProcessor.Feeds;

/// <summary>
/// A place in a list: a number, and a time. The number alone would not do for events: SQLite gives the number of an erased last row to the next one,
/// and who had seen the old one would miss the new one. The time tells them apart.
/// </summary>
/// <param name="Id">Rows behind this number are to come.</param>
/// <param name="At">Rows of a later time too, even if their number is smaller.</param>
internal sealed record FeedCursor(long Id, DateTimeOffset At)
{
    /// <summary>Before everything.</summary>
    public static FeedCursor Start { get; } = new(0, DateTimeOffset.UnixEpoch);

    /// <summary>Reads one.</summary>
    /// <returns><see langword="null"/> for what is none.</returns>
    public static FeedCursor? Parse(string text) =>
        text.Split('.') is [var id, var at]
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
        && time <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new FeedCursor(number, DateTimeOffset.FromUnixTimeMilliseconds(time))
            : null;

    /// <summary>As it stands in answers and queries.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}.{At.ToUnixTimeMilliseconds()}");
}
