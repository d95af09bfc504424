namespace BounceProcessor.Intake.Quarantine;

/// <summary>What came of trying a mail in quarantine again.</summary>
internal enum RetryResult
{
    /// <summary>It is filed; also when the same bytes had been filed before.</summary>
    Filed,

    /// <summary>Our code failed on it again; it stays.</summary>
    FailedAgain,

    /// <summary>There is none of that number that waits or is stuck.</summary>
    NotThere,
}
