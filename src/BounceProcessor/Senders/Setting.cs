namespace BounceProcessor.Senders;

/// <summary>A value in force, and where it comes from.</summary>
/// <param name="Value">The value.</param>
/// <param name="Source">The place it was taken from.</param>
public sealed record Setting<T>(T Value, SettingSource Source);
