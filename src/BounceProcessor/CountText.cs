using System.Globalization;

namespace BounceProcessor;

/// <summary>Numbers of things in English text: "1 mail", "2 mails".</summary>
internal static class CountText
{
    /// <summary>A number and what it counts.</summary>
    /// <param name="count">The number.</param>
    /// <param name="one">The word for one of them.</param>
    /// <param name="several">The word for any other number of them; <see langword="null"/>: the same with an s.</param>
    public static string Of(long count, string one, string? several = null) => string.Create(CultureInfo.InvariantCulture, $"{count} {Word(count, one, several)}");

    /// <summary>The same with the thousands of the number parted.</summary>
    public static string Long(long count, string one, string? several = null) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {Word(count, one, several)}");

    private static string Word(long count, string one, string? several) => count == 1 ? one : several ?? one + "s";
}
