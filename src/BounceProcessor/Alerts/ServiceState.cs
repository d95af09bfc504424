namespace BounceProcessor.Alerts;

/// <summary>What the last look found; for health and metrics, which must answer without asking the database.</summary>
/// <param name="At">When it was.</param>
/// <param name="Mailboxes">How each mailbox does.</param>
/// <param name="Open">The open alerts.</param>
/// <param name="DatabaseFault">Why the look failed; <see langword="null"/> when it did not. The other values are then those of the look before.</param>
/// <param name="IsPolling">Whether the service polls at all.</param>
internal sealed record ServiceState(
    DateTimeOffset At, IReadOnlyList<PolledMailbox> Mailboxes, IReadOnlyList<OpenAlert> Open, string? DatabaseFault, bool IsPolling);
