namespace BounceProcessor.Rediagnosis;

/// <summary>A rediagnosis between two batches.</summary>
/// <param name="Id">Its row; 0 when nothing is written.</param>
/// <param name="Position">Id of the last mail that is done.</param>
/// <param name="LastMail">Id of the last mail to look at.</param>
/// <param name="Sums">What was done so far.</param>
internal sealed record RediagnosisPass(long Id, long Position, long LastMail, RediagnosisSums Sums)
{
    /// <summary>What a listing foresees: what a run that writes would find in the database by now.</summary>
    public ForeseenReturns Foreseen { get; } = new();
}
