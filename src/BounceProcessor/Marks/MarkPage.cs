namespace BounceProcessor.Marks;

/// <summary>One page of marks.</summary>
/// <param name="Marks">Newest first.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record MarkPage(IReadOnlyList<AddressMark> Marks, long Total);
