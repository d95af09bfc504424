namespace BounceProcessor.Alerts;

/// <summary>What the sending server said to a canary.</summary>
/// <param name="Outcome"><see cref="CanaryOutcome.Waiting"/>, <see cref="CanaryOutcome.Refused"/> or <see cref="CanaryOutcome.Unsent"/>.</param>
/// <param name="Answer">The server's words, or the fault.</param>
/// <param name="IsRecipient">Whether it is the recipient that was refused.</param>
internal sealed record CanarySubmission(string Outcome, string Answer, bool IsRecipient);
