namespace BounceProcessor.Events;

/// <summary>One page of a list, newest first.</summary>
/// <param name="Events">The rows of this page.</param>
/// <param name="Total">How many events the filter finds in all.</param>
public sealed record EventPage(IReadOnlyList<EventRecord> Events, long Total);
