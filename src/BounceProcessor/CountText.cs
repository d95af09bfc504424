using System.Globalization;

namespace BounceProcessor;

/// <summary>Numbers of things in English text: "1 mail", "2 mails".</summary>
internal static class CountText
{
    /// <summary>A number and what it counts.</summary>
    /// <param name="count">The number.</param>
    /// <param name="one">The word for one of them.</param>
    /// <param name="several">The word for any other number of them; <see langword="null"/>: the same with an s.</param>
    public static string Of(long count, string one, string? several = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several ?? one + "s")}");
}
