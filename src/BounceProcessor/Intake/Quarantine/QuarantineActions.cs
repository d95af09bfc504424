namespace BounceProcessor.Intake.Quarantine;

/// <summary>The codes of what happened to a mail in quarantine; they stand in its history.</summary>
public static class QuarantineActions
{
    /// <summary>Our own code failed on it.</summary>
    public const string SetAside = "set-aside";

    /// <summary>The mailbox renumbered its mails, and it was read and failed on again.</summary>
    public const string SeenAgain = "seen-again";

    /// <summary>It was tried again and filed.</summary>
    public const string Filed = "filed";

    /// <summary>It was tried again and our code failed on it again.</summary>
    public const string FailedAgain = "failed-again";

    /// <summary>It was tried again, and the process ended before it was done.</summary>
    public const string DidNotComeBack = "did-not-come-back";

    /// <summary>A person gave it up.</summary>
    public const string Discarded = "discarded";

    /// <summary>All codes.</summary>
    public static IReadOnlyList<string> All { get; } = [SetAside, SeenAgain, Filed, FailedAgain, DidNotComeBack, Discarded];
}
