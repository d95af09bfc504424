using BounceProcessor.Intake.Quarantine;

namespace BounceProcessor.Host.Pages.Quarantine;

/// <summary>One loaded page of the quarantine.</summary>
/// <param name="Address">The view it belongs to.</param>
/// <param name="Entries">Its rows.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record QuarantineListView(string Address, IReadOnlyList<QuarantineEntry> Entries, long Total);
