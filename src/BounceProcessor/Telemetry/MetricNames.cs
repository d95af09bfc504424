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

    /// <summary>Seconds since the last successful run ended; tag <see cref="MailboxTag"/>.</summary>
    public const string MailboxAge = "bounceprocessor.mailbox.age";

    /// <summary>Seconds the service has been running without a successful run; tag <see cref="MailboxTag"/>.</summary>
    public const string MailboxSilence = "bounceprocessor.mailbox.silence";

    /// <summary>Mails the last run left; tag <see cref="MailboxTag"/>.</summary>
    public const string MailboxLeft = "bounceprocessor.mailbox.left";

    /// <summary>Mails in quarantine; tag <see cref="MailboxTag"/>.</summary>
    public const string MailboxQuarantine = "bounceprocessor.mailbox.quarantine";

    /// <summary>1 while a process polls the mailbox; tag <see cref="MailboxTag"/>.</summary>
    public const string MailboxLeased = "bounceprocessor.mailbox.leased";

    /// <summary>Open alerts; tags <see cref="MailboxTag"/>, <see cref="ConditionTag"/>.</summary>
    public const string AlertsOpen = "bounceprocessor.alerts.open";

    /// <summary>Seconds from sending the last canary to filing its bounce; tag <see cref="MailboxTag"/>.</summary>
    public const string CanaryRoundTrip = "bounceprocessor.canary.round_trip";

    /// <summary>1 while the database can be written to.</summary>
    public const string DatabaseUsable = "bounceprocessor.database.usable";

    /// <summary>Transmissions in the outbox that are not done; tag <see cref="StateTag"/> (waiting, sending, held, unsure).</summary>
    public const string OutboxTransmissions = "bounceprocessor.outbox.transmissions";

    /// <summary>Seconds that the oldest transmission has been due.</summary>
    public const string OutboxAge = "bounceprocessor.outbox.age";

    /// <summary>Servers that rest after a fault; tag <see cref="CauseTag"/> (connection, sign-in).</summary>
    public const string OutboxServers = "bounceprocessor.outbox.resting_servers";

    /// <summary>Recipients answered for; tag <see cref="OutcomeTag"/> (accepted, refused, waiting, unsure, cancelled).</summary>
    public const string OutboxRecipients = "bounceprocessor.outbox.recipients";

    /// <summary>The mailbox's name.</summary>
    public const string MailboxTag = "mailbox";

    /// <summary>What became of it.</summary>
    public const string OutcomeTag = "outcome";

    /// <summary>What an alert was raised about.</summary>
    public const string ConditionTag = "condition";

    /// <summary>The state of a transmission.</summary>
    public const string StateTag = "state";

    /// <summary>Why something rests.</summary>
    public const string CauseTag = "cause";
}
