namespace BounceProcessor.Host.Health;

/// <summary>One check of an answer.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Status">Healthy, Degraded or Unhealthy.</param>
/// <param name="Words">For people.</param>
/// <param name="Facts">For programs.</param>
internal sealed record HealthAnswerCheck(string Name, string Status, string Words, IReadOnlyDictionary<string, object> Facts);
