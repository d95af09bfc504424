using BounceProcessor.Diagnosis.Reasons.Matching;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>What codes mean where no words decide: <c>status-codes.json</c>.</summary>
/// <param name="specific">Codes that decide alone.</param>
/// <param name="overloaded">Codes that mean different things at different servers; the registry's meaning, for want of better.</param>
/// <param name="general">X.Y.0 codes.</param>
/// <param name="weak">Codes that yield to any other.</param>
/// <param name="replies">Reply codes, the more particular first.</param>
internal sealed class StatusTable(
    IReadOnlyDictionary<int, CodeMeaning> specific,
    IReadOnlyDictionary<int, CodeMeaning> overloaded,
    IReadOnlyDictionary<int, CodeMeaning> general,
    IReadOnlySet<int> weak,
    IReadOnlyList<ReplyMeaning> replies)
{
    /// <summary>Every reason that a code can lead to.</summary>
    public IEnumerable<FailureReason> Reasons =>
        specific.Values.Concat(overloaded.Values).Concat(general.Values).Select(meaning => meaning.Reason).Concat(replies.Select(meaning => meaning.Reason));

    public CodeMeaning? Specific(EnhancedStatusCode code) => Find(specific, code);

    public CodeMeaning? General(EnhancedStatusCode code) => Find(overloaded, code) ?? Find(general, code);

    public bool IsOverloaded(EnhancedStatusCode code) => Find(overloaded, code) is not null;

    /// <summary>Says little: X.0.0, or one of the codes that servers use for anything.</summary>
    public bool IsWeak(EnhancedStatusCode code) =>
        code.Detail == 0 || weak.Contains(Exact(code)) || weak.Contains(OfAnyClass(code));

    public FailureReason? Reply(int code, string? stage)
    {
        foreach (var meaning in replies)
        {
            if (meaning.Code == code && (meaning.Stages.Count == 0 || (stage is not null && meaning.Stages.Contains(stage))))
            {
                return meaning.Reason;
            }
        }

        return null;
    }

    private static CodeMeaning? Find(IReadOnlyDictionary<int, CodeMeaning> table, EnhancedStatusCode code) =>
        table.GetValueOrDefault(Exact(code)) ?? table.GetValueOrDefault(OfAnyClass(code));

    private static int Exact(EnhancedStatusCode code) => CodePattern.KeyOf(code, anyClass: false);

    private static int OfAnyClass(EnhancedStatusCode code) => CodePattern.KeyOf(code, anyClass: true);
}

/// <summary>What an enhanced code means.</summary>
internal sealed record CodeMeaning(FailureReason Reason, Confidence Confidence);

/// <summary>What a reply code means.</summary>
/// <param name="Code">400 to 599.</param>
/// <param name="Stages">The refused commands it holds for; empty for all.</param>
/// <param name="Reason">The reason.</param>
internal sealed record ReplyMeaning(int Code, IReadOnlyList<string> Stages, FailureReason Reason);
