namespace BounceProcessor.MassMail;

/// <summary>A change of state.</summary>
/// <param name="Before">Only from this state.</param>
/// <param name="After">To this state.</param>
/// <param name="Action">What the history calls it.</param>
internal sealed record BatchStep(BatchState Before, BatchState After, BatchAction Action);
