using BounceProcessor.Polling;

namespace BounceProcessor.Rediagnosis;

/// <summary>How a rediagnosis ended.</summary>
/// <param name="Sums">What it did; <see langword="null"/> when another process is at it.</param>
/// <param name="Holder">Who is at it.</param>
internal sealed record RediagnosisResult(RediagnosisSums? Sums, LeaseHolder? Holder);
