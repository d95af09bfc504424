using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Outbox;

/// <summary>What became of a request to send.</summary>
/// <param name="Mail">The mail that is now in the outbox; <see langword="null"/> when it was refused.</param>
/// <param name="Recipients">Its recipients; empty when it was refused.</param>
/// <param name="IsRepeated">The idempotency key was known, and nothing new was put into the outbox.</param>
/// <param name="Faults">Why it was refused; empty when it was not.</param>
/// <param name="Warnings">What its sender should know: suppressed or marked addresses.</param>
public sealed record Acceptance(
    SentMail? Mail, IReadOnlyList<SentRecipient> Recipients, bool IsRepeated, IReadOnlyList<MailFault> Faults, IReadOnlyList<MailFault> Warnings);
