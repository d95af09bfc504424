namespace BounceProcessor.Host.Commands.Rediagnosing;

/// <summary>How a rediagnosis is shown.</summary>
/// <param name="Events">Each event, not only the sums.</param>
/// <param name="Json">One JSON object a line instead of text.</param>
internal sealed record RediagnosisView(bool Events, bool Json);
