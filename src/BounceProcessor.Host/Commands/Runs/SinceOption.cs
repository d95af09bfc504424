using System.CommandLine;
using System.Globalization;

namespace BounceProcessor.Host.Commands.Runs;

/// <summary>The option <c>--since</c>: a time (UTC) or how long ago.</summary>
internal static class SinceOption
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssK"];

    /// <summary>A new option for one command.</summary>
    public static Option<string?> Create()
    {
        var option = new Option<string?>("--since")
        {
            Description = "From this time on: 2026-11-23, 2026-11-23T08:30 (UTC), or how long ago: 30m, 12h, 7d.",
            HelpName = "TIME",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Read(text, DateTimeOffset.UnixEpoch) is null)
            {
                result.AddError($"--since is \"{text}\"; write a time such as 2026-11-23 or 2026-11-23T08:30 (UTC), or how long ago: 30m, 12h, 7d.");
            }
        });
        return option;
    }

    /// <summary>The time meant.</summary>
    /// <returns><see langword="null"/> when the text is none.</returns>
    public static DateTimeOffset? Read(string text, DateTimeOffset now)
    {
        if (DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        return text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100_000
            ? text[^1] switch
            {
                'm' => now.AddMinutes(-number),
                'h' => now.AddHours(-number),
                'd' => now.AddDays(-Math.Min(number, 3_000)),
                _ => null,
            }
            : null;
    }
}
