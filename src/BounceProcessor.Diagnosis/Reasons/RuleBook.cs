namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>All reasons and rules in force, compiled for matching. Immutable.</summary>
public sealed class RuleBook
{
    /// <summary>The rules that ship with the product.</summary>
    public static RuleBook Embedded { get; } = new();

    /// <summary>The catalogue, in its own order.</summary>
    public IReadOnlyList<FailureReason> Reasons { get; } =
        [new FailureReason("unclassified", Severity.Review, Fixer.Support, new("?", "?"), new("?", "?"), new("?", "?"))];

    /// <summary>One reason by its code.</summary>
    /// <returns><see langword="null"/> when the catalogue has no such code.</returns>
    public FailureReason? Reason(string code) => Reasons.FirstOrDefault(reason => reason.Code == code);
}
