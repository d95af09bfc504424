namespace BounceProcessor.Intake.Quarantine;

/// <summary>One page of the quarantine.</summary>
/// <param name="Entries">The last set aside first.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record QuarantinePage(IReadOnlyList<QuarantineEntry> Entries, long Total);
