using BounceProcessor.Events;

namespace BounceProcessor.Host.Pages.Events;

/// <summary>One loaded event.</summary>
/// <param name="Event">The event.</param>
/// <param name="History">Its changes, oldest first.</param>
public sealed record EventDetailsView(EventRecord Event, IReadOnlyList<HistoryEntry> History);
