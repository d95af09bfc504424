namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>One file of the rule book, as JSON.</summary>
/// <param name="Name">Path inside the rule book, with slashes: <c>providers/google.json</c>. The folder decides when its rules are asked, see docs/rules.md.</param>
/// <param name="Json">UTF-8; comments and a comma at the end of a list are accepted.</param>
public sealed record RuleFile(string Name, ReadOnlyMemory<byte> Json);
