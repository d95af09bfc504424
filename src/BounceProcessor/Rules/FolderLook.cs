namespace BounceProcessor.Rules;

/// <summary>What a look at the folder of rules showed.</summary>
/// <param name="Exists">The folder is there.</param>
/// <param name="Fault">Why it could not be listed; <see langword="null"/> when it could.</param>
/// <param name="Files">Its rule files by name.</param>
internal sealed record FolderLook(bool Exists, string? Fault, IReadOnlyList<RuleFileMark> Files)
{
    public bool IsSame(FolderLook? other) =>
        other is not null && Exists == other.Exists && Fault == other.Fault && Files.SequenceEqual(other.Files);
}
