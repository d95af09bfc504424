namespace BounceProcessor.Rules;

/// <summary>By what a rule file is known to have changed.</summary>
/// <param name="Name">Without its folder.</param>
/// <param name="Path">The file itself, behind any link.</param>
/// <param name="Length">In bytes; -1 when it is not there, as behind a broken link.</param>
/// <param name="WrittenAt">UTC.</param>
internal sealed record RuleFileMark(string Name, string Path, long Length, DateTime WrittenAt);
