using BounceProcessor.Companies;

namespace BounceProcessor.Senders;

/// <summary>Which mail settings are in force for a user, or why none are.</summary>
/// <param name="Settings">The settings; <see langword="null"/> when there are faults.</param>
/// <param name="Faults">Why nothing can be sent; empty when it can.</param>
/// <param name="Warnings">What works now, but is likely not meant or will end.</param>
public sealed record SettingsOutcome(EffectiveSettings? Settings, IReadOnlyList<SettingFault> Faults, IReadOnlyList<SettingFault> Warnings)
{
    /// <summary>Nothing can be sent.</summary>
    public static SettingsOutcome Refused(params IReadOnlyList<SettingFault> faults) => new(null, faults, []);
}
