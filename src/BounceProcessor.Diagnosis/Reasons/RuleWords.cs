using BounceProcessor.Diagnosis.Reasons.Matching;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Words as rules see them; what stands in a phrase must be written like this.</summary>
public static class RuleWords
{
    /// <summary>Shortest phrase of a rule, in characters.</summary>
    public const int ShortestPhrase = PhraseIndex.ShortestPhrase;

    /// <summary>Lower case, white space one blank, mail addresses <c>@</c>, repeated codes removed, one blank in front and behind.</summary>
    public static string Fold(string words)
    {
        var folded = new char[FoldedText.LongestFor(words.Length)];
        return new string(folded, 0, FoldedText.Fold(words, SmtpReply.Find(words), folded));
    }
}
