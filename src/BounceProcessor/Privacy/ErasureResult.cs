using BounceProcessor.Polling;

namespace BounceProcessor.Privacy;

/// <summary>How an erasure ended.</summary>
/// <param name="Sums">What was erased, or would be; <see langword="null"/> when another process is erasing.</param>
/// <param name="Left">What a second search over everything still found; <see langword="null"/> when nothing was erased.</param>
/// <param name="IsRebuilt">The database file was written anew, so that no erased byte is left in it.</param>
/// <param name="Holder">Who is erasing.</param>
internal sealed record ErasureResult(ErasureSums? Sums, ErasureSums? Left, bool IsRebuilt, LeaseHolder? Holder);
