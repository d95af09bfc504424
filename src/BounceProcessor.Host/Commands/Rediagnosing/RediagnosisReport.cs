using BounceProcessor.Rediagnosis;

namespace BounceProcessor.Host.Commands.Rediagnosing;

/// <summary>The sums of a rediagnosis.</summary>
/// <param name="Applied">Whether it was written.</param>
/// <param name="Whole">False when it was stopped before the end.</param>
/// <param name="Sums">What was done, or would be.</param>
/// <param name="Groups">From which reason to which, most first; of this process alone when it went on with another one.</param>
internal sealed record RediagnosisReport(bool Applied, bool Whole, RediagnosisSums Sums, IReadOnlyList<ChangeGroup> Groups);
