using BounceProcessor.Intake.Quarantine;

namespace BounceProcessor.Polling;

/// <summary>What came of trying mails in quarantine again.</summary>
/// <param name="Outcomes">One a mail, in the order they were tried.</param>
/// <param name="Holder">Who else is trying mails now, so that nothing was done; <see langword="null"/> when nobody is.</param>
internal sealed record QuarantineTries(IReadOnlyList<RetryOutcome> Outcomes, LeaseHolder? Holder)
{
    /// <summary>How many came to this.</summary>
    public int Count(RetryResult result) => Outcomes.Count(outcome => outcome.Result == result);
}
