using BounceProcessor.Companies;

namespace BounceProcessor.Senders;

/// <summary>What became of a user card that was to be saved.</summary>
/// <param name="Faults">Why nothing was saved; empty when it was.</param>
/// <param name="Notices">What its writer should know.</param>
internal sealed record CardSaving(IReadOnlyList<SettingFault> Faults, IReadOnlyList<SettingFault> Notices);
