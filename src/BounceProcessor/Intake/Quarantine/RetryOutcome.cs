namespace BounceProcessor.Intake.Quarantine;

/// <summary>What came of trying one mail in quarantine again.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Mail">What was filed; <see langword="null"/> when nothing was.</param>
/// <param name="Fault">How our code failed again; <see langword="null"/> when it did not.</param>
internal sealed record RetryOutcome(long Id, RetryResult Result, MailOutcome? Mail, string? Fault);
