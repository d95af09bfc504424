using System.Text;

namespace BounceProcessor.Diagnosis;

/// <summary>The written form of the enumerations: <c>OurPostmaster</c> is <c>our-postmaster</c> in JSON, SQL and rule files.</summary>
public static class Codes
{
    /// <summary>The code of a value, lower case with hyphens.</summary>
    /// <exception cref="KeyNotFoundException">The value is none of the enumeration's.</exception>
    public static string ToCode<T>(this T value)
        where T : struct, Enum => Table<T>.Codes[Table<T>.IndexOf(value)];

    /// <summary>Reads a code; case matters.</summary>
    /// <returns><see langword="null"/> when no value has that code.</returns>
    public static T? Parse<T>(string? code)
        where T : struct, Enum => Array.IndexOf(Table<T>.Codes, code) is >= 0 and var index ? Table<T>.Values[index] : null;

    /// <summary>All codes of an enumeration in the order of its values; for messages that name what is allowed.</summary>
    public static IReadOnlyCollection<string> All<T>()
        where T : struct, Enum => Table<T>.Codes;

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

    // A dozen values at most: looking along an array is as fast as a dictionary, and costs nothing to set up.
    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly T[] Values = Enum.GetValues<T>();

        public static readonly string[] Codes = Array.ConvertAll(Enum.GetNames<T>(), Hyphenated);

        public static int IndexOf(T value) => Array.IndexOf(Values, value) is >= 0 and var index
            ? index
            : throw new KeyNotFoundException($"{typeof(T).Name} has no value {value}.");
    }
}
