using BounceProcessor.Intake.Quarantine;

namespace BounceProcessor.Host.Pages.Quarantine;

/// <summary>One loaded mail in quarantine.</summary>
/// <param name="Entry">The mail.</param>
/// <param name="History">What happened to it, oldest first.</param>
public sealed record QuarantineDetailsView(QuarantineEntry Entry, IReadOnlyList<QuarantineHistoryEntry> History);
