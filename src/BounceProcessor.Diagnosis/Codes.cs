using System.Collections.Frozen;
using System.Text;

namespace BounceProcessor.Diagnosis;

/// <summary>The written form of the enumerations: <c>OurPostmaster</c> is <c>our-postmaster</c> in JSON, SQL and rule files.</summary>
public static class Codes
{
    /// <summary>The code of a value, lower case with hyphens.</summary>
    /// <exception cref="KeyNotFoundException">The value is none of the enumeration's.</exception>
    public static string ToCode<T>(this T value)
        where T : struct, Enum => Table<T>.ByValue[value];

    /// <summary>Reads a code; case matters.</summary>
    /// <returns><see langword="null"/> when no value has that code.</returns>
    public static T? Parse<T>(string? code)
        where T : struct, Enum => code is not null && Table<T>.ByCode.TryGetValue(code, out var value) ? value : null;

    /// <summary>All codes of an enumeration in the order of its values; for messages that name what is allowed.</summary>
    public static IReadOnlyCollection<string> All<T>()
        where T : struct, Enum => Table<T>.InOrder;

    private static string Hyphenated(string name)
    {
        var code = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && code.Length > 0)
            {
                code.Append('-');
            }

            code.Append(char.ToLowerInvariant(letter));
        }

        return code.ToString();
    }

    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly string[] InOrder = [.. Enum.GetValues<T>().Select(value => Hyphenated(value.ToString()))];

        public static readonly FrozenDictionary<T, string> ByValue =
            Enum.GetValues<T>().ToFrozenDictionary(value => value, value => Hyphenated(value.ToString()));

        public static readonly FrozenDictionary<string, T> ByCode =
            ByValue.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
