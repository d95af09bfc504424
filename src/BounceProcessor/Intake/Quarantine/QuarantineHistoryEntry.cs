namespace BounceProcessor.Intake.Quarantine;

/// <summary>One thing that happened to a mail in quarantine.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who had it done; <c>system</c> for what nobody asked for.</param>
/// <param name="Action">One of <see cref="QuarantineActions.All"/>.</param>
/// <param name="Note">What came of it, or why; <see langword="null"/> for nothing.</param>
public sealed record QuarantineHistoryEntry(DateTimeOffset At, string By, string Action, string? Note);
