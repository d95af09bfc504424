namespace BounceProcessor.Senders;

/// <summary>Where a setting in force comes from.</summary>
/// <param name="Kind">Which of the places.</param>
/// <param name="User">Code of the user whose card it stands on; <see langword="null"/> for the other places.</param>
public sealed record SettingSource(SettingPlace Kind, string? User);
