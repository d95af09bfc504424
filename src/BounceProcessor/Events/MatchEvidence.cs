using System.Globalization;

using BounceProcessor.Diagnosis;

namespace BounceProcessor.Events;

/// <summary>What an event was matched by. Strangers' words never stand in it.</summary>
/// <param name="Sign">The sign; pages have a text for each in every language.</param>
/// <param name="Value">A number of ours, or a count; <see langword="null"/> for signs that have none.</param>
public sealed record MatchEvidence(MatchSign Sign, long? Value)
{
    /// <summary>The written form, as stored and printed: <c>address-token 17</c>.</summary>
    public override string ToString() =>
        Value is { } value ? string.Create(CultureInfo.InvariantCulture, $"{Sign.ToCode()} {value}") : Sign.ToCode();

    /// <summary>Reads the written form.</summary>
    /// <returns><see langword="null"/> when the text is none.</returns>
    public static MatchEvidence? Parse(string? text)
    {
        var words = (text ?? "").Split(' ', 2);
        if (Codes.Parse<MatchSign>(words[0]) is not { } sign)
        {
            return null;
        }

        return new MatchEvidence(sign, words.Length == 2 && long.TryParse(words[1], CultureInfo.InvariantCulture, out var value) ? value : null);
    }
}
