using System.Globalization;

using BounceProcessor.Diagnosis;
using BounceProcessor.Feeds;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.Host.Api;

/// <summary>What the lists have in common.</summary>
internal static class ListQuery
{
    private const int Usual = 50;
    private const int Most = 200;

    /// <summary>Rows a page.</summary>
    public static int Limit(int? wanted) => Math.Clamp(wanted ?? Usual, 1, Most);

    /// <summary>The page that a cursor of a list by pages names.</summary>
    /// <returns><see langword="null"/> for what is none.</returns>
    public static int? Page(string? cursor) =>
        int.TryParse(cursor ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is >= 1 and <= 1_000_000 ? page : null;

    /// <summary>A page of such a list.</summary>
    public static FeedPage<T> Paged<T>(IReadOnlyList<T> items, int page, int size, long total)
    {
        var hasMore = (long)page * size < total;
        return new FeedPage<T>(items, hasMore ? (page + 1).ToString(CultureInfo.InvariantCulture) : null, hasMore);
    }

    /// <summary>A cursor that is none.</summary>
    public static MailFault NoCursor(string field) => new(field, "cursor-invalid", new LocalizedText(
        "This is no cursor of this list; use next of the page before as it is, or leave it out to begin anew.",
        "See ei ole selle loendi kursor; kasutage eelmise lehe next väärtust muutmata või jätke see ära, et alustada algusest."));
}
