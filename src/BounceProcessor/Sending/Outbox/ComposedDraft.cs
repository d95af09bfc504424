using BounceProcessor.Sending.Composing;

namespace BounceProcessor.Sending.Outbox;

/// <summary>A request that was composed, or why it was not.</summary>
/// <param name="MailId">The number it was composed for.</param>
/// <param name="Faults">All that is wrong; when there is anything, there is no mail.</param>
/// <param name="Mail">The mail; <see langword="null"/> when there are faults.</param>
/// <param name="Compressed">Its bytes as they are stored.</param>
/// <param name="At">Its Date.</param>
internal sealed record ComposedDraft(long MailId, IReadOnlyList<MailFault> Faults, ComposedMail? Mail, byte[] Compressed, DateTimeOffset At);
