namespace BounceProcessor.Intake;

/// <summary>How far a run is; reported after each batch.</summary>
/// <param name="Seen">Mails listed so far.</param>
/// <param name="Done">New mails done so far.</param>
/// <param name="Batch">The mails of the batch just done.</param>
internal sealed record IntakeProgress(long Seen, long Done, IReadOnlyList<MailOutcome> Batch);
