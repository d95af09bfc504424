using System.Globalization;

namespace BounceProcessor.Benchmarks.Hostile;

/// <summary>Reads <c>--name value</c>.</summary>
internal static class Options
{
    public static string? Text(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    public static long Number(string[] args, string name, long usual) =>
        Text(args, name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : usual;
}
