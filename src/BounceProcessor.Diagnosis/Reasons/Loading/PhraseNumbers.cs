using BounceProcessor.Diagnosis.Reasons.Matching;

namespace BounceProcessor.Diagnosis.Reasons.Loading;

/// <summary>Numbers the phrases of all rules, each once.</summary>
internal sealed class PhraseNumbers
{
    private const int LongestPhrase = 300;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _phrases = [];

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<string> All => _phrases;

    public int Of(string phrase)
    {
        if (!_numbers.TryGetValue(phrase, out var number))
        {
            number = _phrases.Count;
            _phrases.Add(phrase);
            _numbers.Add(phrase, number);
        }

        return number;
    }

    /// <summary>Why a phrase can never match, or matches too much; <see langword="null"/> when it is well.</summary>
    public static string? FaultOf(string phrase) => phrase switch
    {
        { Length: < PhraseIndex.ShortestPhrase } => $"is shorter than {PhraseIndex.ShortestPhrase} characters; lengthen it.",
        { Length: > LongestPhrase } => $"is longer than {LongestPhrase} characters; shorten it.",
        _ when string.IsNullOrWhiteSpace(phrase) => "is blank; remove it.",
        _ when FoldedText.FoldPhrase(phrase) != phrase => $"is not folded; write {FaultList.Quote(FoldedText.FoldPhrase(phrase))}.",
        _ => null,
    };
}
