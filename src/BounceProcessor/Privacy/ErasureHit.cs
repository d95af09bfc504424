namespace BounceProcessor.Privacy;

/// <summary>One row that names the address.</summary>
/// <param name="Id">The row.</param>
/// <param name="What">For people, without the address: <c>event 17 of firmanimi: removed</c>.</param>
/// <param name="Counts">What it adds to the sums.</param>
internal sealed record ErasureHit(long Id, string What, ErasureSums Counts);
