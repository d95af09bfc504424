namespace BounceProcessor.Privacy;

/// <summary>How far an erasure is.</summary>
/// <param name="Step">What it goes through: <c>events</c>.</param>
/// <param name="Position">Id of the last row that is done.</param>
/// <param name="Hits">Rows found since the last report.</param>
internal sealed record ErasureProgress(string Step, long Position, IReadOnlyList<ErasureHit> Hits);
