namespace BounceProcessor.Telemetry;

/// <summary>The names of the meter, its instruments and their tags.</summary>
public static class MetricNames
{
    /// <summary>The product's meter.</summary>
    public const string Meter = "BounceProcessor";

    /// <summary>Mails done; tags <see cref="MailboxTag"/>, <see cref="OutcomeTag"/>.</summary>
    public const string IntakeMails = "bounceprocessor.intake.mails";

    /// <summary>Events added and delays gone on with; tags <see cref="MailboxTag"/>, <see cref="OutcomeTag"/> (added, updated).</summary>
    public const string IntakeEvents = "bounceprocessor.intake.events";

    /// <summary>Runs ended; tags <see cref="MailboxTag"/>, <see cref="OutcomeTag"/> (completed, failed).</summary>
    public const string IntakeRuns = "bounceprocessor.intake.runs";

    /// <summary>Length of a run in seconds; tag <see cref="MailboxTag"/>.</summary>
    public const string IntakeRunDuration = "bounceprocessor.intake.run.duration";

    /// <summary>The mailbox's name.</summary>
    public const string MailboxTag = "mailbox";

    /// <summary>What became of it.</summary>
    public const string OutcomeTag = "outcome";
}
