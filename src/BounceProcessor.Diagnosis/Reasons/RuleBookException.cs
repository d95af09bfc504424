namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Rule files that cannot be used; nothing of them is in force.</summary>
/// <param name="faults">Every fault found, each naming file, rule, field and remedy.</param>
public sealed class RuleBookException(IReadOnlyList<string> faults)
    : Exception($"The rule book has {faults.Count} {(faults.Count == 1 ? "fault" : "faults")}:\n{string.Join('\n', faults)}")
{
    /// <summary>One sentence a fault, in the order of the files.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
