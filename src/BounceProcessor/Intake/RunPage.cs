namespace BounceProcessor.Intake;

/// <summary>One page of runs.</summary>
/// <param name="Runs">Newest first.</param>
/// <param name="Total">How many the filter finds in all.</param>
public sealed record RunPage(IReadOnlyList<RunSummary> Runs, long Total);
