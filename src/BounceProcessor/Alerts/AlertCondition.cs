namespace BounceProcessor.Alerts;

/// <summary>The codes of what an alert is raised about; they are the reasons of alert events.</summary>
public static class AlertCondition
{
    /// <summary>No successful poll of a mailbox for too long.</summary>
    public const string PollSilence = "poll-silence";

    /// <summary>Bounces used to come into a mailbox, and none do.</summary>
    public const string BounceSilence = "bounce-silence";

    /// <summary>A canary's bounce did not come home in time.</summary>
    public const string CanaryLost = "canary-lost";

    /// <summary>The sending server refused a canary for good.</summary>
    public const string CanaryRefused = "canary-refused";

    /// <summary>A canary could not be handed to the sending server.</summary>
    public const string CanaryUnsent = "canary-unsent";

    /// <summary>Very many bounces at once.</summary>
    public const string Storm = "storm";

    /// <summary>A webhook was switched off, because its deliveries kept failing. Raised by the webhooks, for a person to resolve.</summary>
    public const string WebhookDisabled = "webhook-disabled";

    /// <summary>A sending server refuses the sign-in, and mail waits for it.</summary>
    public const string SignInRefused = "sign-in-refused";

    /// <summary>A server on a user card has an address inside the operator's network, and mail waits for it.</summary>
    public const string ServerNotPublic = "server-not-public";

    /// <summary>A sending server cannot be used as it is set up (name, port, TLS, certificate), and mail waits for it.</summary>
    public const string ServerSetUp = "server-set-up";

    /// <summary>All codes.</summary>
    public static IReadOnlyList<string> All { get; } = [PollSilence, BounceSilence, CanaryLost, CanaryRefused, CanaryUnsent, Storm, WebhookDisabled, SignInRefused, ServerNotPublic, ServerSetUp];

    /// <summary>It is about a sending server, not about a mailbox.</summary>
    public static bool IsOfServer(string condition) => condition is SignInRefused or ServerNotPublic or ServerSetUp;
}
