namespace BounceProcessor.Sending.Outbox;

/// <summary>What lanes tell beside the outbox itself.</summary>
/// <param name="Rests">Which servers are left alone.</param>
/// <param name="Metrics">What was done.</param>
internal sealed record LaneTools(ServerRests Rests, OutboxMetrics Metrics);
