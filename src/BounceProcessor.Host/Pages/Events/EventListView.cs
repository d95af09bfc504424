namespace BounceProcessor.Host.Pages.Events;

/// <summary>One loaded page of the list.</summary>
/// <param name="Address">The view it belongs to.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Total">How many events the filter finds in all.</param>
public sealed record EventListView(string Address, IReadOnlyList<EventRow> Rows, long Total);
