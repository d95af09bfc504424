namespace BounceProcessor.Events;

/// <summary>One change of an event.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who; <c>system</c> for the product itself.</param>
/// <param name="Field">What changed; <c>filed</c> for the first row.</param>
/// <param name="Before">The value before; <see langword="null"/> for none.</param>
/// <param name="After">The value after; <see langword="null"/> for none.</param>
public sealed record HistoryEntry(DateTimeOffset At, string By, string Field, string? Before, string? After);
