using BounceProcessor.Sending.Connecting;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Outbox;

/// <summary>What is stored of one recipient after a try.</summary>
/// <param name="Recipient">Whom it concerns.</param>
/// <param name="State">How it stands now.</param>
/// <param name="Reply">The server's words about it; <see langword="null"/> when it was accepted.</param>
/// <param name="Stage">Where that was decided.</param>
/// <param name="HasExpired">The reply was temporary, and the time ran out.</param>
internal sealed record RecipientSettlement(SentRecipient Recipient, RecipientState State, string? Reply, SubmissionStage Stage, bool HasExpired);
