namespace BounceProcessor.Privacy;

/// <summary>What was found in some rows.</summary>
/// <param name="Position">Id of the last row looked at.</param>
/// <param name="IsLast">No row is left.</param>
/// <param name="Hits">Rows that name the address.</param>
internal sealed record ErasurePage(long Position, bool IsLast, IReadOnlyList<ErasureHit> Hits);
