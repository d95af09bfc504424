using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Outbox;

/// <summary>A transmission that this process has in hand.</summary>
/// <param name="Row">The transmission.</param>
/// <param name="Recipients">Those that still wait.</param>
internal sealed record TakenTransmission(Transmission Row, IReadOnlyList<SentRecipient> Recipients);
