using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Outbox;

/// <summary>A transmission that this process has in hand.</summary>
/// <param name="Row">The transmission.</param>
/// <param name="Recipients">Those that still wait.</param>
/// <param name="Content">The mail as it is stored, when it is small; a large one is read when it is its turn.</param>
internal sealed record TakenTransmission(Transmission Row, IReadOnlyList<SentRecipient> Recipients, StoredContent? Content = null)
{
    /// <summary>The mail as it goes out, once, when that was made ready before its turn.</summary>
    public StoredMessage? Message { get; init; }
}
