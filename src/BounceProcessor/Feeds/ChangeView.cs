namespace BounceProcessor.Feeds;

/// <summary>One change of an event.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who; <c>system</c> for the product itself.</param>
/// <param name="Field">What changed.</param>
/// <param name="Before">The value before; null for none.</param>
/// <param name="After">The value after; null for none.</param>
public sealed record ChangeView(DateTimeOffset At, string By, string Field, string? Before, string? After);
