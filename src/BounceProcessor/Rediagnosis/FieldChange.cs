namespace BounceProcessor.Rediagnosis;

/// <summary>One field of an event that changes, as the history names it.</summary>
/// <param name="Field">The field's code.</param>
/// <param name="Before">The value before; <see langword="null"/> for none.</param>
/// <param name="After">The value after; <see langword="null"/> for none.</param>
internal sealed record FieldChange(string Field, string? Before, string? After);
