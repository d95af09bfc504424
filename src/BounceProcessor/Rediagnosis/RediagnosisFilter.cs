using System.Globalization;

namespace BounceProcessor.Rediagnosis;

/// <summary>Which mails are judged again: those with an event that fits. A <see langword="null"/> restricts nothing.</summary>
internal sealed record RediagnosisFilter
{
    /// <summary>A company's code; empty for unresolved events.</summary>
    public string? Company { get; init; }

    /// <summary>The mailbox they came from.</summary>
    public string? Mailbox { get; init; }

    /// <summary>Reason code.</summary>
    public string? Reason { get; init; }

    /// <summary>Kind code.</summary>
    public string? Kind { get; init; }

    /// <summary>A rule, or with <c>*</c> at its end the beginning of some.</summary>
    public string? Rule { get; init; }

    /// <summary>Arrived at or after.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Arrived before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The refusing host or its domain; a word without a dot stands anywhere in the host's name.</summary>
    public string? Receiver { get; init; }

    /// <summary>Codes of events; empty for all.</summary>
    public IReadOnlyList<long> Events { get; init; } = [];

    /// <summary>The filter as the options of the command line; the same for the same filter.</summary>
    public override string ToString()
    {
        (string Name, string? Value)[] options =
        [
            ("--company", Company),
            ("--mailbox", Mailbox),
            ("--reason", Reason),
            ("--kind", Kind),
            ("--rule", Rule),
            ("--since", Text(Since)),
            ("--until", Text(Until)),
            ("--receiver", Receiver),
            ("--event", Events.Count == 0 ? null : string.Join(' ', Events.Distinct().Order())),
        ];
        return string.Join(' ', options.Where(option => option.Value is not null).Select(option => $"{option.Name} \"{option.Value}\""));
    }

    private static string? Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
