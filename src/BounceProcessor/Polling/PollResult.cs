using BounceProcessor.Intake;

namespace BounceProcessor.Polling;

/// <summary>What came of polling a mailbox once.</summary>
/// <param name="Summary">What the run did; null when another process is polling the mailbox.</param>
/// <param name="Holder">That other process.</param>
internal sealed record PollResult(RunSummary? Summary, LeaseHolder? Holder);
