using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Rules;

/// <summary>The operator's rule files, read.</summary>
/// <param name="Files">Named <c>operator/name.json</c>.</param>
/// <param name="Faults">One sentence for each file that could not be read.</param>
internal sealed record FolderContent(IReadOnlyList<RuleFile> Files, IReadOnlyList<string> Faults);
