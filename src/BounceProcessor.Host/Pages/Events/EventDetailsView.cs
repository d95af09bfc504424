using BounceProcessor.Events;

namespace BounceProcessor.Host.Pages.Events;

/// <summary>One loaded event.</summary>
/// <param name="Event">The event.</param>
/// <param name="History">Its changes, oldest first.</param>
/// <param name="Sent">The sent mail it is about; <see langword="null"/> for none.</param>
public sealed record EventDetailsView(EventRecord Event, IReadOnlyList<HistoryEntry> History, EventSentView? Sent);
