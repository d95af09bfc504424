using BounceProcessor.Marks;

namespace BounceProcessor.Host.Pages.Marks;

/// <summary>One loaded mark.</summary>
/// <param name="Mark">The mark.</param>
/// <param name="History">What happened to it, oldest first.</param>
/// <param name="State">Code of the state it is in.</param>
public sealed record MarkDetailsView(AddressMark Mark, IReadOnlyList<MarkHistoryEntry> History, string State);
