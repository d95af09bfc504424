namespace BounceProcessor.Host.Pages.Runs;

/// <summary>One loaded page of runs.</summary>
/// <param name="Address">The view it belongs to.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Total">How many the filter finds in all.</param>
/// <param name="Mailboxes">The mailboxes of the configuration, for the filter.</param>
public sealed record RunListView(string Address, IReadOnlyList<RunRow> Rows, long Total, IReadOnlyList<string> Mailboxes);
