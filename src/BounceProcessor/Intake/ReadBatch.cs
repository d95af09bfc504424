using BounceProcessor.Mailboxes;

namespace BounceProcessor.Intake;

/// <summary>One batch as it came from the mailbox.</summary>
/// <param name="Entries">What was asked for.</param>
/// <param name="Mails">What came.</param>
/// <param name="Bytes">What the batch counts for while it is in hand.</param>
internal sealed record ReadBatch(IReadOnlyList<MailEntry> Entries, IReadOnlyList<RawMail> Mails, long Bytes);
