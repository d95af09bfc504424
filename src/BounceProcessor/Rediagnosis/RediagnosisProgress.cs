namespace BounceProcessor.Rediagnosis;

/// <summary>How far a rediagnosis is.</summary>
/// <param name="Sums">So far; of a run that goes on with another one, with those of the other one.</param>
/// <param name="Position">Id of the last mail that is done.</param>
/// <param name="LastMail">Id of the last mail there is.</param>
/// <param name="Changes">Of the mails since the last report.</param>
internal sealed record RediagnosisProgress(RediagnosisSums Sums, long Position, long LastMail, IReadOnlyList<EventChange> Changes);
