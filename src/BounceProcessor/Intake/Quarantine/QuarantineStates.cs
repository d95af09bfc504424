namespace BounceProcessor.Intake.Quarantine;

/// <summary>The codes of how it stands with a mail in quarantine.</summary>
public static class QuarantineStates
{
    /// <summary>Tried again by itself when code or rules are others.</summary>
    public const string Waiting = "waiting";

    /// <summary>The process did not come back from trying it; only a person has it tried again.</summary>
    public const string Stuck = "stuck";

    /// <summary>Filed after all.</summary>
    public const string Filed = "filed";

    /// <summary>Given up by a person; it is never filed.</summary>
    public const string Discarded = "discarded";

    /// <summary>Who does what no person asked for.</summary>
    internal const string System = "system";

    /// <summary>All codes.</summary>
    public static IReadOnlyList<string> All { get; } = [Waiting, Stuck, Filed, Discarded];
}
