namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>The rules of one file, and when they are asked.</summary>
/// <param name="File">Name of the file: <c>providers/google.json</c>.</param>
/// <param name="Tier">When its rules are asked.</param>
/// <param name="Hosts">Suffixes of the hosts it speaks for: <c>google.com</c> means that host and all below it.</param>
/// <param name="Signatures">Phrases that only this provider writes.</param>
internal sealed record RuleSet(string File, RuleTier Tier, IReadOnlyList<string> Hosts, IReadOnlyList<int> Signatures)
{
    /// <summary>What the ids of its rules begin with: <c>google/</c>.</summary>
    public string Prefix { get; } = Path.GetFileNameWithoutExtension(File) + "/";

    /// <summary>Asked whoever refused.</summary>
    public bool IsForEverybody => Hosts.Count == 0 && Signatures.Count == 0;
}
